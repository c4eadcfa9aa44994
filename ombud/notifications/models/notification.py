"""What an agent sees under the bell."""

from collections.abc import Iterable
from html import unescape

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from ombud.core.live import publish
from ombud.notifications.models.hanging import DIGESTED, UNREAD, HangingQuerySet
from ombud.notifications.models.preferences import Mail
from ombud.notifications.models.reason import Reason, reason_choices
from ombud.tickets.models import Ticket
from ombud.tickets.names import Names
from ombud.tickets.sentences import sentences_of
from ombud.users.models import User

NEWEST = F("id").desc()
SHOWN = Q(in_app=True)


class NotificationQuerySet(HangingQuerySet["Notification"]):
    """Whose, and which."""

    def visible_to(self, reader: User) -> "NotificationQuerySet":
        """The reader's, of tickets that they may still see."""
        visible = Ticket.objects.visible_to(reader).filter(pk=OuterRef("ticket"))
        return self.filter(Exists(visible), user=reader)

    def shown_to(self, reader: User) -> "NotificationQuerySet":
        """What hangs under the reader's bell."""
        return self.visible_to(reader).filter(SHOWN)

    def unread_by(self, reader: User) -> "NotificationQuerySet":
        """What the bell counts."""
        return self.shown_to(reader).filter(read_at=None)

    def for_page(self) -> "NotificationQuerySet":
        """With all that a line of the list shows, newest first."""
        return self.select_related(
            "ticket__state", "entry__agent", "instead_of"
        ).order_by("-pk")

    def ring(self, found: "Iterable[Notification]") -> "list[Notification]":
        """Keep them, one for each person and entry; gives those that are new."""
        rows = list(found)
        if not rows:
            return []
        known = set(
            self.filter(entry__in=[row.entry_id for row in rows]).values_list(
                "user_id", "entry_id"
            )
        )
        new = [row for row in rows if (row.user_id, row.entry_id) not in known]
        self.bulk_create(new, ignore_conflicts=True)
        if bells := sorted({f"bell-{row.user_id}" for row in new if row.in_app}):
            publish(*bells)
        return new

    def withdraw(self, entry_id: int) -> None:
        """What was taken back needs no reader any more."""
        unread = self.filter(entry=entry_id, read_at=None)
        people = list(unread.values_list("user_id", flat=True))
        if people:
            unread.delete()
            publish(*(f"bell-{pk}" for pk in people))


class Notification(models.Model):
    """What an agent sees under the bell: one entry, and why they hear of it."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications"
    )
    ticket = models.ForeignKey(
        "tickets.Ticket", models.CASCADE, related_name="notifications"
    )
    entry = models.ForeignKey(
        "tickets.Entry", models.CASCADE, related_name="notifications"
    )
    reason = models.CharField(max_length=16, choices=reason_choices)
    # Who is away, where one hears of it as the one who stands in.
    instead_of = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    # Of a notice of the workflow; else the entry speaks for itself.
    subject = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    in_app = models.BooleanField(default=True)
    mail = models.CharField(max_length=6, blank=True, default=Mail.NEVER)
    mailed_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "entry"], name="notification_once_each"
            )
        ]
        indexes = [
            models.Index("user", NEWEST, name="notification_list", condition=SHOWN),
            models.Index("user", "ticket", name="notification_bell", condition=UNREAD),
            models.Index(
                "user",
                NEWEST,
                name="notification_mentions",
                condition=Q(in_app=True, reason="mentioned"),
            ),
            models.Index("mail", "user", name="notification_owed", condition=DIGESTED),
            models.Index("created_at", name="notification_age"),
        ]

    def __str__(self) -> str:
        return f"{self.reason} to {self.user_id}"

    @property
    def is_unread(self) -> bool:
        """Whether the bell counts it."""
        return self.read_at is None

    @property
    def words(self) -> str:
        """Why the reader hears of it."""
        why = str(Reason(self.reason).label) if self.reason in Reason else ""
        if self.instead_of is None:
            return why
        return _("%(reason)s, instead of %(name)s") % {
            "reason": why,
            "name": self.instead_of.name,
        }

    @property
    def snippet(self) -> str:
        """What was said, on one line, or what was done."""
        return " ".join(self.text.split())[:160] or self.entry.preview or self._done

    @property
    def _done(self) -> str:
        if not self.entry.changes:
            return ""
        names = Names.of_workflow(self.ticket.workflow_id)
        found = sorted(sentences_of(self.entry, names), key=lambda one: one.rank)
        return unescape(" · ".join(strip_tags(one.text) for one in found))

    @property
    def url(self) -> str:
        """The entry on its ticket."""
        return f"{self.ticket.get_absolute_url()}#entry-{self.entry_id}"
