"""Why somebody hears of an entry, the strongest reason first."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Reason(models.TextChoices):
    """Why one hears of it; of several the first counts."""

    MENTIONED = "mentioned", _("You were mentioned")
    ASSIGNED = "assigned", _("Assigned to you")
    TAKEN = "taken", _("Given to somebody else")
    UNDELIVERED = "undelivered", _("Not delivered")
    UNSENT = "unsent", _("Not sent, the customer wrote first")
    WOKEN = "woken", _("Woke up")
    ANSWERED = "answered", _("Customer answered")
    FINISHED = "finished", _("Solved or closed")
    REPLIED = "replied", _("Colleague answered")
    NOTED = "noted", _("Colleague noted")
    NOTICE = "notice", _("Notice")
    FOLLOWED_IN = "followed_in", _("Customer wrote")
    FOLLOWED_OUT = "followed_out", _("Answer sent")
    FOLLOWED_NOTE = "followed_note", _("Note")
    FOLLOWED_CHANGE = "followed_change", _("Something changed")
    UNASSIGNED = "unassigned", _("New in your team")


def reason_choices() -> list[tuple[str, str]]:
    """A callable, so that a new reason makes no migration."""
    return [(value, str(label)) for value, label in Reason.choices]


RANK = {reason: place for place, reason in enumerate(Reason)}


def stronger(one: Reason, other: Reason) -> Reason:
    """The one that counts."""
    return min(one, other, key=RANK.__getitem__)
