"""Does a mail get in? accept, drop(why), hold(why)."""

import time
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ombud.channels.trial import TRIAL_HEADER
from ombud.notifications.tokens import is_own
from ombud.tickets.composing import OWN_HEADER
from ombud.tickets.tokens import number_in_id

if TYPE_CHECKING:
    from ombud.intake.models import Inbound
    from ombud.intake.steps.parse import Letter

# So many mails of one sender within the hour are a loop or a flood.
MOST_AN_HOUR = 200
_seen: dict[str, int] = {}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What shall become of a mail, and why in one sentence."""

    fate: str = "accept"
    why: str = ""

    @property
    def accepted(self) -> bool:
        """Whether it goes on."""
        return self.fate == "accept"


ACCEPT = Verdict()
# What machines report, and nobody needs to answer.
REPORTS = {
    "feedback": gettext_lazy("It is a spam report of another mail provider."),
    "delayed": gettext_lazy("It tells that a mail is delayed."),
}


def screen(letter: "Letter", inbound: "Inbound") -> Verdict:
    """Judge a letter; what a person has released always gets in."""
    if inbound.is_released:
        return ACCEPT
    mail = letter.mail
    if not mail.from_.address:
        return Verdict("hold", _("It names no sender whom we could answer."))
    if is_our_own(letter) or TRIAL_HEADER in mail.headers:
        return Verdict("drop", _("We have sent it ourselves."))
    if letter.automatic.kind in REPORTS:
        return Verdict("drop", str(REPORTS[letter.automatic.kind]))
    if too_many(inbound, mail.from_.address):
        return Verdict(
            "hold",
            _("This sender has written more than %(count)d times within an hour.")
            % {"count": MOST_AN_HOUR},
        )
    return ACCEPT


def is_our_own(letter: "Letter") -> bool:
    """It left this house: its id carries our signature, and our header says so."""
    number = number_in_id(letter.mail.message_id)
    is_letter = number is not None and OWN_HEADER in letter.mail.headers
    return is_letter or is_own(letter.mail)


def too_many(inbound: "Inbound", address: str) -> bool:
    """Whether the sender has passed the cap; mails from the past do not count.

    A sender who has not even passed a part of it in this process is not looked up.
    """
    if inbound.silent or not noted(address):
        return False
    recent = type(inbound).objects.filter(
        sender=address.lower(),
        received_at__gt=timezone.now() - timedelta(hours=1),
    )
    return recent.order_by()[MOST_AN_HOUR : MOST_AN_HOUR + 1].exists()


def noted(address: str) -> bool:
    """Count the sender; True from the moment on at which a look-up is worth it."""
    hour = int(time.time() // 3600)
    if _seen.get("hour") != hour:
        _seen.clear()
        _seen["hour"] = hour
    _seen[address] = _seen.get(address, 0) + 1
    return _seen[address] > MOST_AN_HOUR // 10
