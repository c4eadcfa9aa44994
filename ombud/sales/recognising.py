"""Numbers in what customers write become links, or suggestions with their reason."""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from ombud.customers.models import ContactAddress
from ombud.lib.numbers import Found, checks_of, find, key_of, shape_of
from ombud.sales.buyers import READER, recognise
from ombud.sales.chips import owner_of
from ombud.sales.looking_up import Hit, load, look_up
from ombud.sales.models import Link, NumberShape, Reason, Thing, Unread
from ombud.sales.words import words
from ombud.tickets.models import Entry, Ticket
from ombud.tickets.models.base import OF_FIELD

log = logging.getLogger(__name__)
BATCH = 50
# Of one message; who sends a price list means none of it.
MOST = 12
# Shorter ones that are digits alone stand everywhere: postcodes, prices, years.
SHORTEST_BARE = 6
CERTAIN = {Reason.FIELD, Reason.SENDER, Reason.WORD}


def read_all() -> None:
    """Until none is left."""
    while True:
        with transaction.atomic():
            ids = Unread.objects.claim(BATCH)
            entries = Entry.objects.filter(pk__in=ids).select_related("ticket__contact")
            known = Shapes.read() if ids else None
            for entry in entries:
                _read_one(entry, known)
        if not ids:
            return


def _read_one(entry: Entry, known: "Shapes | None") -> None:
    """One that cannot be read holds up no other."""
    try:
        with transaction.atomic():
            read(entry, known or Shapes.read())
    except Exception:
        log.exception("numbers not read entry=%s", entry.pk)


def read(entry: Entry, known: "Shapes") -> None:
    """Link what is certain, suggest what is not; then see whose matter it is."""
    ticket: Ticket = entry.ticket
    named = []
    for thing, why, facts in judged(entry, known):
        named.append(thing)
        if why in CERTAIN:
            Link.objects.find_out(ticket, thing, by=READER, why=why, facts=facts)
        else:
            Link.objects.suggest(ticket, thing, why=why, facts=facts)
    if recognise(ticket, named):
        _link_own(ticket, named)


def _link_own(ticket: Ticket, named: Iterable[Thing]) -> None:
    """Now that it is known who writes, what they name is theirs."""
    ticket.refresh_from_db(fields=["contact"])
    for thing in named:
        owner = owner_of(thing)
        if owner is not None and owner.contact_id == ticket.contact_id:
            facts = {"text": str(thing)}
            Link.objects.find_out(
                ticket, thing, by=READER, why=Reason.SENDER, facts=facts
            )


def judged(
    entry: Entry, known: "Shapes"
) -> Iterator[tuple[Thing, Reason, dict[str, Any]]]:
    """What the numbers in it mean, each with its reason."""
    said = {one.key: one for one in known.said(entry.ticket, entry)}
    hits = look_up(said)
    if not hits:
        return
    sender, things = Sender.of(entry), load(hits)
    for hit in hits[:MOST]:
        why, facts = judge(hit, said[hit.key], sender)
        if why is None:
            continue
        yield things[hit.kind, hit.pk], why, facts


@dataclass(frozen=True, slots=True)
class Shapes:
    """What numbers look like, and the words beside them."""

    checks: dict[str, list[str]]
    words: dict[str, str]

    @classmethod
    def read(cls) -> "Shapes":
        """As learned up to now."""
        return cls(NumberShape.objects.known(), words())

    def said(self, ticket: Ticket, entry: Entry) -> Iterator[Found]:
        """In subject, text and fields; a mistyped one fails its check digits."""
        text = f"{ticket.subject}\n{entry.reply_text or entry.text}"
        for found in find(text, self.checks.keys(), self.words):
            needed = self.checks[shape_of(found.key)]
            if set(needed) <= set(checks_of(found.key)):
                yield found
        yield from fields_of(ticket)


def fields_of(ticket: Ticket) -> Iterator[Found]:
    """A field that holds one number says what it is by its own name."""
    for slug, value in ticket.fields.items():
        if isinstance(value, str) and (key := key_of(value)) and len(value) < 80:
            yield Found(key, value, 0, len(value), "field", slug)


@dataclass(frozen=True, slots=True)
class Sender:
    """Who has written, as far as is known."""

    contact: int | None
    organisation: int | None
    emails: frozenset[str]
    # Fields into which an agent has put a value just now: that is their decision.
    filled_in: frozenset[str] = frozenset()

    @classmethod
    def of(cls, entry: Entry) -> "Sender":
        """The ticket's contact with all addresses, and who this message is from."""
        ticket = entry.ticket
        emails = {ticket.requester_email.lower()}
        message = getattr(entry, "message", None)
        if message:
            emails.add(message.from_address.lower())
        if ticket.contact_id:
            known = ContactAddress.objects.filter(contact=ticket.contact_id)
            emails |= {one.lower() for one in known.values_list("address", flat=True)}
        company = ticket.contact.organisation_id if ticket.contact else None
        filled_in = frozenset(
            name.removeprefix(OF_FIELD) for name in entry.changes if entry.agent_id
        )
        return cls(ticket.contact_id, company, frozenset(emails - {""}), filled_in)

    def owns(self, hit: Hit) -> bool:
        """Whether it is theirs, or their company's."""
        return (
            (hit.contact is not None and hit.contact == self.contact)
            or (hit.organisation is not None and hit.organisation == self.organisation)
            or hit.email in self.emails
        )


def judge(
    hit: Hit, said: Found, sender: Sender
) -> tuple[Reason | None, dict[str, Any]]:
    """Why they belong together, and what the sentence about it needs."""
    facts = {"text": said.text.strip()[:64], "word": said.word[:40]}
    if hit.by:
        facts["by"] = hit.by
    return _reason(hit, said, sender), facts


def _reason(hit: Hit, said: Found, sender: Sender) -> Reason | None:
    """Whose it is comes first: anybody can write the number of somebody's order."""
    is_foreign = hit.is_somebodys and not sender.owns(hit)
    if said.kind == "field" and (not is_foreign or said.word in sender.filled_in):
        return Reason.FIELD
    if sender.owns(hit):
        return Reason.SENDER
    is_said = said.kind in {"field", hit.means}
    if said.key.isdigit() and len(said.key) < SHORTEST_BARE and not is_said:
        return None
    if is_foreign:
        return Reason.ANOTHER if sender.contact is not None else Reason.STRANGER
    return Reason.WORD if is_said else Reason.NUMBER
