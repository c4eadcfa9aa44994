"""One answer for many tickets: each in its language, with its own data, and solved."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from ombud.lib import html as html_lib
from ombud.lib.liquid import Missing, TemplateWrong, fill
from ombud.tickets.models.entry import Entry
from ombud.users.models import User
from ombud.workflows.models import Action, ActionKind, ActionNotAllowed, StateKind

if TYPE_CHECKING:
    from ombud.tickets.models.ticket import Ticket

# What a text may ask for, as in notices.
PLACEHOLDERS = ("customer.name", "ticket.number", "ticket.subject", "agent.name")


def answer_and_solve(
    ticket: "Ticket", texts: Mapping[str, str], by: User
) -> Entry | None:
    """`texts`: {language: words}; None where it was solved already."""
    if ticket.state.is_finished:
        return None
    words = texts.get(ticket.language) or texts.get("") or ""
    if not words.strip():
        return _solve(ticket, by)
    filled = filled_for(ticket, words, by)
    action = ticket.action_of_kind(ActionKind.REPLY, by=by)
    solved = ticket.state_of_kind(StateKind.SOLVED)
    values = {"text": filled, "html": html_lib.html_from(filled), "state": solved}
    entry: Entry = ticket.perform(action, by=by, values=values)
    return entry


def filled_for(ticket: "Ticket", words: str, by: User) -> str:
    """With the data of this ticket; what it lacks is named."""
    name = ticket.contact.name if ticket.contact else ticket.requester_name
    values: dict[str, Any] = {
        "customer": {"name": name or Missing("customer.name")},
        "ticket": {"number": ticket.number, "subject": ticket.subject},
        "agent": {"name": by.name},
    }
    try:
        return fill(words, values).strip()
    except TemplateWrong as wrong:
        said = _("“%(name)s” has no value on this ticket.") % {"name": wrong.name}
        other = _("The text cannot be filled in: %(why)s.") % {"why": wrong}
        raise ActionNotAllowed(said if wrong.name else other) from wrong


def _solve(ticket: "Ticket", by: User) -> Entry:
    action = next((one for one in ticket.actions_for(by) if _solves(one)), None)
    if action is None:
        raise ActionNotAllowed(_("No button of yours solves this ticket."))
    entry: Entry = ticket.perform(action, by=by)
    return entry


def _solves(action: Action) -> bool:
    """Without anything to fill in."""
    to = action.to_state
    is_plain = action.kind == ActionKind.MOVE and not action.field_uses.exists()
    return bool(is_plain and to and to.kind == StateKind.SOLVED)
