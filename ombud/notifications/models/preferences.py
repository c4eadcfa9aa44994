"""What an agent wants to hear of, and by which way."""

from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ombud.notifications.models.reason import Reason
from ombud.users.models import User

MORNING = 8


class Mail(models.TextChoices):
    """When a mail tells of it."""

    NEVER = "", _("No mail")
    NOW = "now", _("At once")
    HOURLY = "hourly", _("Every hour, together")
    DAILY = "daily", _("Once a day, together")


class Event(models.TextChoices):
    """What one may hear of; one line each on the page of preferences."""

    MENTIONED = "mentioned", _("A colleague names me or my team in a note")
    ASSIGNED = "assigned", _("A ticket is given to me")
    TAKEN = "taken", _("A ticket of mine is given to somebody else")
    UNDELIVERED = "undelivered", _("A message on my ticket is not delivered")
    UNSENT = "unsent", _("A reply of mine does not leave: the customer wrote first")
    WOKEN = "woken", _("A ticket that I put to sleep wakes up")
    ANSWERED = "answered", _("A customer writes on a ticket of mine")
    COLLEAGUE = "colleague", _("A colleague writes on a ticket of mine")
    FINISHED = "finished", _("A colleague solves or closes a ticket of mine")
    NOTICE = "notice", _("The workflow sends me a notice")
    FOLLOWED_MESSAGE = "followed_message", _("A message on a ticket that I follow")
    FOLLOWED_NOTE = "followed_note", _("A note on a ticket that I follow")
    FOLLOWED_CHANGE = "followed_change", _("A change on a ticket that I follow")
    TEAM = "team", _("A new ticket in my teams that nobody has")
    SYSTEM = "system", _("A connected system does not answer, or answers again")


@dataclass(frozen=True, slots=True)
class Wish:
    """By which ways one event is told."""

    in_app: bool = True
    mail: str = Mail.NEVER

    @property
    def is_deaf(self) -> bool:
        """Whether it is told by none."""
        return not self.in_app and not self.mail

    def with_other(self, other: "Wish") -> "Wish":
        """Told by whichever way one of the two says; the soonest mail."""
        order = [Mail.NOW, Mail.HOURLY, Mail.DAILY, Mail.NEVER]
        mail = min(self.mail, other.mail, key=lambda one: order.index(Mail(one)))
        return Wish(self.in_app or other.in_app, mail)


DEFAULTS = {event: Wish() for event in Event} | {
    Event.MENTIONED: Wish(mail=Mail.NOW),
    Event.ASSIGNED: Wish(mail=Mail.NOW),
    Event.UNDELIVERED: Wish(mail=Mail.NOW),
    Event.UNSENT: Wish(mail=Mail.NOW),
    Event.NOTICE: Wish(mail=Mail.NOW),
    Event.SYSTEM: Wish(mail=Mail.NOW),
    # Who works from the list sees them anyway.
    Event.TEAM: Wish(in_app=False),
}
EVENTS = {
    Reason.MENTIONED: Event.MENTIONED,
    Reason.ASSIGNED: Event.ASSIGNED,
    Reason.TAKEN: Event.TAKEN,
    Reason.UNDELIVERED: Event.UNDELIVERED,
    Reason.UNSENT: Event.UNSENT,
    Reason.WOKEN: Event.WOKEN,
    Reason.ANSWERED: Event.ANSWERED,
    Reason.FINISHED: Event.FINISHED,
    Reason.REPLIED: Event.COLLEAGUE,
    Reason.NOTED: Event.COLLEAGUE,
    Reason.NOTICE: Event.NOTICE,
    Reason.FOLLOWED_IN: Event.FOLLOWED_MESSAGE,
    Reason.FOLLOWED_OUT: Event.FOLLOWED_MESSAGE,
    Reason.FOLLOWED_NOTE: Event.FOLLOWED_NOTE,
    Reason.FOLLOWED_CHANGE: Event.FOLLOWED_CHANGE,
    Reason.UNASSIGNED: Event.TEAM,
}


class Preferences(models.Model):
    """What one agent wants to hear of; who has no row has the defaults."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        primary_key=True,
        related_name="notification_preferences",
    )
    # {event: [in_app, mail]}, of those events that differ from the defaults.
    wishes = models.JSONField(default=dict)
    digest_hour = models.PositiveSmallIntegerField(default=MORNING)

    class Meta:
        verbose_name_plural = "preferences"

    def __str__(self) -> str:
        return f"preferences {self.user_id}"

    @classmethod
    def of(cls, user: User) -> "Preferences":
        """The agent's own, or the defaults."""
        return cls.objects.filter(user=user).first() or cls(user=user)

    def wish(self, event: Event) -> Wish:
        """By which ways that event is told."""
        kept = self.wishes.get(event)
        return Wish(*kept) if kept else DEFAULTS[event]

    def wish_for(self, reason: Reason) -> Wish:
        """By which ways somebody hears of an entry for that reason."""
        return self.wish(EVENTS[reason])

    def keep(self, wishes: dict[Event, Wish], digest_hour: int) -> None:
        """As the agent wants it from now on."""
        self.wishes = {
            event: [wish.in_app, wish.mail]
            for event, wish in wishes.items()
            if wish != DEFAULTS[event]
        }
        self.digest_hour = digest_hour
        self.save()
