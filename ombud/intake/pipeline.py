"""The whole way in, on one screen: a stored mail → an entry on a ticket."""

import logging
from datetime import timedelta
from typing import NamedTuple

from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction
from django.utils.translation import gettext as _

from ombud.intake.auto_reply import may_confirm
from ombud.intake.channels import channel_with
from ombud.intake.models import Inbound
from ombud.intake.models.inbound import MAX_ATTEMPTS, Fate
from ombud.intake.steps.bounce import file_bounce
from ombud.intake.steps.file import file
from ombud.intake.steps.note import file_note
from ombud.intake.steps.parse import Letter, read
from ombud.intake.steps.screen import screen
from ombud.intake.steps.thread import find_place
from ombud.intake.time_limit import TookTooLong, limited
from ombud.notifications.tokens import token_of
from ombud.notifications.waking import unheard
from ombud.tickets.models import Entry

log = logging.getLogger(__name__)


class Owed(NamedTuple):
    """A new matter whose sender is still to be told its number."""

    inbound_id: int
    entry: Entry


def process(inbound_id: int) -> Owed | None:
    """Read one stored mail in one transaction; what fails waits for a person."""
    try:
        with limited(settings.INTAKE_MAX_SECONDS), transaction.atomic():
            inbound = locked(inbound_id)
            if inbound:
                settle(inbound)
        if inbound and inbound.owes_confirmation and inbound.entry:
            return Owed(inbound.pk, inbound.entry)
    except (OperationalError, InterfaceError):
        # The database went away: the mail is still open, and comes again.
        raise
    except TookTooLong:
        give_up(inbound_id, _("Reading it took too long."))
    except Exception as error:
        log.exception("inbound failed inbound=%s", inbound_id)
        give_up(
            inbound_id,
            _("It could not be read (%(error)s).") % {"error": type(error).__name__},
        )
    return None


def locked(inbound_id: int) -> Inbound | None:
    """The open mail with its channel, held by this transaction."""
    inbound = Inbound.objects.lock(inbound_id)
    if inbound:
        inbound.channel = channel_with(inbound.channel_id)
    return inbound


def settle(inbound: Inbound) -> None:
    """Decide its fate."""
    if inbound.attempts > MAX_ATTEMPTS:
        inbound.hold(_("Reading it was interrupted several times."))
        return
    letter = read(bytes(inbound.raw))
    describe(inbound, letter)
    verdict = screen(letter, inbound)
    if verdict.fate == "hold":
        inbound.hold(verdict.why)
    elif verdict.fate == "drop":
        inbound.drop(verdict.why)
    elif letter.automatic.bounce and not inbound.is_released:
        inbound.drop(file_bounce(letter.automatic.bounce))
    elif token := token_of(letter.mail):
        file_note(letter, token, inbound)
    else:
        with unheard(if_=is_old(inbound, letter)):
            place_it(inbound, letter)


def place_it(inbound: Inbound, letter: Letter) -> None:
    """Find its ticket or begin one, and confirm a new one to the customer."""
    place = find_place(letter.mail)
    by_person = letter.automatic.is_from_person or inbound.is_released
    if place.duplicate:
        inbound.entry_id = place.duplicate.entry_id
        inbound.drop(_("The same mail is here already."))
    elif by_person:
        entry, is_new = file(letter, place, inbound.channel)
        inbound.owes_confirmation = is_new and is_owed(inbound, letter)
        inbound.accept(entry)
    elif place.ticket is None:
        inbound.drop(_("It is an automatic reply to none of our tickets."))
    else:
        inbound.entry, _is_new = file(letter, place, inbound.channel)
        inbound.drop(_("It is an automatic reply; it is shown on its ticket."))


def is_owed(inbound: Inbound, letter: Letter) -> bool:
    """Whether the sender of a new matter is to be told its number."""
    return not is_old(inbound, letter) and may_confirm(letter.mail, inbound.channel)


def is_old(inbound: Inbound, letter: Letter) -> bool:
    """Written before the mailbox was started: POP3 does not tell when it arrived."""
    started, written = inbound.channel.started_at, letter.mail.date
    if inbound.silent or inbound.arrived_at or not started or not written:
        return inbound.silent
    return written < started - timedelta(hours=1)


def describe(inbound: Inbound, letter: Letter) -> None:
    """What the ledger shows of it; saved with its fate."""
    inbound.sender = letter.mail.from_.address.lower()[:320]
    inbound.subject = letter.mail.subject[:300]
    inbound.message_id = letter.mail.message_id[:998]


def give_up(inbound_id: int, why: str) -> None:
    """Mark it failed, outside the transaction that has just been rolled back."""
    inbound = Inbound.objects.defer("raw").get(pk=inbound_id)
    if inbound.fate == Fate.OPEN:
        inbound.fail(why)
