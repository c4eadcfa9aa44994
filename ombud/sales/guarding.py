"""Numbers of another customer in a letter that is about to leave."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from ombud.customers.models import ContactAddress
from ombud.lib.guarding import Fault, Finding
from ombud.lib.numbers import DIGIT, find
from ombud.sales.looking_up import Hit, load, look_up
from ombud.sales.models import Link, NumberShape
from ombud.sales.reasons import NAMES
from ombud.sales.recognising import MOST, SHORTEST_BARE, Sender


def foreign_numbers(ticket: Any, text: str) -> Iterator[Finding]:
    """Each that belongs to somebody else, and is not linked with this ticket."""
    if not DIGIT.search(text):
        return
    shapes = NumberShape.objects.known().keys()
    said = {one.key: one.text for one in find(text, shapes) if _tells(one.key)}
    hits = [hit for hit in look_up(said.keys()) if _is_owned(hit)] if said else []
    if not hits:
        return
    sender = Sender(*_who(ticket))
    strange = [hit for hit in hits if not sender.owns(hit)][:MOST]
    linked = _linked(ticket) if strange else set()
    things = load(strange)
    for hit in strange:
        if (hit.kind, hit.pk) not in linked and (hit.kind, hit.pk) in things:
            kind, number = NAMES[hit.kind], said[hit.key].strip()
            if hit.by:
                kind = _("Serial number")
            yield Finding(Fault.FOREIGN, f"{kind} {number}")


def _tells(key: str) -> bool:
    """Short figures stand everywhere: prices, postcodes, years."""
    return not key.isdigit() or len(key) >= SHORTEST_BARE


def _is_owned(hit: Hit) -> bool:
    return hit.kind != "item" and bool(hit.contact or hit.organisation or hit.email)


def _who(ticket: Any) -> tuple[int | None, int | None, frozenset[str]]:
    """Whose ticket it is, with all addresses."""
    emails = {ticket.requester_email.lower()}
    if ticket.contact_id:
        rows = ContactAddress.objects.filter(contact=ticket.contact_id)
        emails |= {one.lower() for one in rows.values_list("address", flat=True)}
    company = ticket.contact.organisation_id if ticket.contact else None
    company = company or ticket.organisation_id
    return ticket.contact_id, company, frozenset(emails - {""})


def _linked(ticket: Any) -> set[tuple[str, int]]:
    """What somebody, or a word beside the number, has said belongs here."""
    rows = Link.objects.filter(ticket=ticket.pk).standing()
    return {(link.kind, getattr(link, f"{link.kind}_id")) for link in rows}
