"""Days on which somebody is away, and who stands in."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from ombud.users.models.user import User

# The calendars of the world are never more than a day apart.
DAY = timedelta(days=1)


class AbsenceOverlaps(Exception):
    """Somebody is away on some of these days already."""

    def __init__(self, other: "Absence") -> None:
        first, last = (date_format(day) for day in (other.first_day, other.last_day))
        super().__init__(
            _now(
                "These days overlap with the absence from %(first)s to %(last)s. "
                "Change that one, or choose other days."
            )
            % {"first": first, "last": last}
        )


class AbsenceQuerySet(models.QuerySet["Absence"]):
    """Which absences."""

    def around(self, moment: datetime) -> "AbsenceQuerySet":
        """Those that may run at that moment, on whatever calendar in the world."""
        today = moment.date()
        return self.filter(first_day__lte=today + DAY, last_day__gte=today - DAY)

    def running(self, moment: datetime | None = None) -> "list[Absence]":
        """Those that run at that moment, each on its own person's calendar."""
        at = moment or timezone.now()
        around = self.around(at).select_related("user")
        return [one for one in around if one.covers(one.user.day_at(at))]

    def overlapping(self, user: "User", first: date, last: date) -> "AbsenceQuerySet":
        """Those of the user that share a day with these."""
        return self.filter(user=user, first_day__lte=last, last_day__gte=first)

    @transaction.atomic
    def plan(self, user: "User", **values: Any) -> "Absence":
        """One more. AbsenceOverlaps where the user is away already."""
        absence = Absence(user=user, **values)
        absence.keep()
        return absence


class Absence(models.Model):
    """Days on which an agent is away, and who stands in for them."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="absences"
    )
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    substitute = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="substituted_absences",
        verbose_name=_("who stands in"),
    )
    note = models.CharField(_("note for colleagues"), max_length=200, blank=True)
    hands_over = models.BooleanField(
        _("hand over my open tickets on the first day"), default=True
    )
    # When that was done; once for each absence.
    handed_over_at = models.DateTimeField(null=True)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        ordering = ["-first_day"]
        indexes = [
            models.Index("last_day", "first_day", name="absence_days"),
            models.Index(
                "first_day",
                name="absence_to_hand_over",
                condition=models.Q(hands_over=True, handed_over_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_day} – {self.last_day}"

    def covers(self, day: date) -> bool:
        """Whether that day is one of them."""
        return self.first_day <= day <= self.last_day

    @property
    def is_running(self) -> bool:
        """Whether it is now, by the person's own calendar."""
        return self.covers(self.user.day_at())

    @property
    def is_upcoming(self) -> bool:
        """Whether it has not begun."""
        return self.first_day > self.user.day_at()

    @property
    def is_over(self) -> bool:
        """Whether the person is back."""
        return self.last_day < self.user.day_at()

    @transaction.atomic
    def keep(self) -> None:
        """Save it, unless it overlaps with another of the same person."""
        # Two requests at once must not both find the days free.
        get_user_model().objects.select_for_update().get(pk=self.user_id)
        others = Absence.objects.overlapping(self.user, self.first_day, self.last_day)
        if other := others.exclude(pk=self.pk).first():
            raise AbsenceOverlaps(other)
        self.save()

    def end_early(self) -> None:
        """The person is here again today; an absence that begins today was none."""
        yesterday = self.user.day_at() - DAY
        if self.first_day > yesterday:
            self.delete()
        elif self.last_day > yesterday:
            self.last_day = yesterday
            self.save(update_fields=["last_day"])

    def note_hand_over(self) -> None:
        """What was open went to whoever stands in: not once more."""
        self.handed_over_at = timezone.now()
        self.save(update_fields=["handed_over_at"])
