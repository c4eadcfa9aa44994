"""How an owner was found, and why a ticket changed hands: in the reader's words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ombud.tickets.models import Entry, EntryKind, Ticket, Verb
from ombud.tickets.models.owner_chain import LATER, NOBODY, OWNER, WAITS

Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """One place that was asked: its name, and what came of it."""

    place: str
    words: str
    is_owner: bool = False
    is_skipped: bool = False


def lines_of(ticket: Ticket) -> list[Line]:
    """Every step of the chain, in its order."""
    return [line_of(row) for row in ticket.owner_chain or []]


def line_of(row: Facts) -> Line:
    """One step."""
    outcome = row.get("outcome")
    return Line(
        place=place_of(row),
        words=words_of(row),
        is_owner=outcome == OWNER,
        is_skipped=outcome not in {OWNER, WAITS, LATER, NOBODY},
    )


def place_of(row: Facts) -> str:
    """Where somebody was looked for."""
    names = {"of": row.get("of", "")}
    match row.get("step"):
        case "contact":
            return _("Customer %(of)s") % names
        case "organisation":
            return _("Company %(of)s") % names
        case "channel":
            return _("Mailbox %(of)s") % names
        case "category":
            return _("Category %(of)s") % names
        case "hand":
            return _("Chosen by hand")
    return _("General helpdesk")


def words_of(row: Facts) -> str:
    """What came of it, in one sentence."""
    facts = {
        "name": row.get("name", ""),
        "stand_in": row.get("stand_in", ""),
        "team": row.get("team", ""),
        "until": day(row.get("until", "")),
    }
    return _pattern(row) % facts


def _pattern(row: Facts) -> str:  # noqa: PLR0911  # a table
    match row.get("outcome"), row.get("why", ""):
        case ("owner", "absent"):
            return _("%(name)s is away until %(until)s. %(stand_in)s stands in.")
        case ("owner", _any):
            if row.get("team"):
                return _("%(name)s owns it, in the team %(team)s.")
            return _("%(name)s owns it.")
        case ("waits", _any):
            return _("It waits in the team %(name)s, for whoever takes it.")
        case ("later", _any):
            return _after(row.get("hours") or 0)
        case ("nobody", _any):
            return _("Nobody is responsible.")
        case (_any, "inactive"):
            return _("%(name)s no longer works here.")
        case (_any, "absent"):
            return _("%(name)s is away until %(until)s, and nobody stands in.")
        case (_any, "other_team"):
            return _("Its team %(name)s was not chosen: %(team)s was.")
        case (_any, "not_at_once"):
            return _("%(name)s takes no new tickets at once.")
    if row.get("stand_in"):
        return _(
            "%(stand_in)s stands in, but may not own tickets of the team %(team)s."
        )
    return _("%(name)s may not own tickets of the team %(team)s.")


def _after(hours: int) -> str:
    pattern = ngettext(
        "%%(name)s takes it after %(hours)s hour without an owner.",
        "%%(name)s takes it after %(hours)s hours without an owner.",
        hours,
    )
    return pattern % {"hours": hours}


def reason_of(facts: Facts) -> str:
    """Why it was given to somebody without anybody asking; empty where a person did."""
    names = {"name": facts.get("name", ""), "until": day(facts.get("until", ""))}
    hours = facts.get("hours") or 0
    match facts.get("why"):
        case "chain":
            return f"{place_of(facts)}: {words_of(facts)}"
        case "absent":
            return _("%(name)s is away until %(until)s.") % names
        case "ownerless":
            return ngettext(
                "It had no owner for %(hours)s hour.",
                "It had no owner for %(hours)s hours.",
                hours,
            ) % {"hours": hours}
        case "idle":
            return ngettext(
                "%(name)s had not begun for %(hours)s hour: "
                "it waits in the team again.",
                "%(name)s had not begun for %(hours)s hours: "
                "it waits in the team again.",
                hours,
            ) % {**names, "hours": hours}
    return ""


def last_assignment(ticket: Ticket) -> Entry | None:
    """By which entry it came to its owner now; None where the chain did that."""
    found = Entry.objects.filter(
        ~Q(particulars__contains={"why": "chain"}),
        ticket_id=ticket.pk,
        verb=Verb.ASSIGNED,
        undone_at=None,
    )
    return found.select_related("agent").order_by("-at", "-id").first()


def told_by(entry: Entry) -> str:
    """What whoever gave it has written, or why Ombud did."""
    if entry.kind == EntryKind.NOTE:
        return entry.text
    return reason_of(entry.particulars)


def day(iso: str) -> str:
    """A date as people write it."""
    return date_format(date.fromisoformat(iso)) if iso else ""
