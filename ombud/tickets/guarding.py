"""Before a letter leaves: what may be wrong with it, by all that the desk knows.

The rules themselves stand in lib/guarding.py. What costs a query is asked only where
the letter gives cause: a strange name, a stranger's copy, a number, an address.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower
from django.template.defaultfilters import filesizeformat
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from ombud.core.actor import Actor, ActorKind
from ombud.customers.models import ContactAddress
from ombud.lib import guarding as rules
from ombud.lib.greetings import WORD, is_for_another
from ombud.lib.guarding import Fault, Finding
from ombud.lib.mail_domains import is_public
from ombud.lib.quoting import split
from ombud.tickets.people import keys, read
from ombud.workflows.models import ActionNotAllowed

if TYPE_CHECKING:
    from ombud.tickets.models.attachment import Attachment
    from ombud.tickets.models.base import TicketBase
    from ombud.tickets.models.draft import Draft

People = Sequence[dict[str, str]]
Look = Callable[["TicketBase", str], Iterable[Finding]]
# How an app above finds another customer's numbers in a text; filled in ready().
LOOKS: list[Look] = []
# Above whose signature nobody is named but those who write.
MOST_SIGNED = 400
SENTENCES: dict[Fault, str | Promise] = {
    Fault.NAME: gettext_lazy("“%(what)s” is greeted, but it goes to %(whose)s."),
    Fault.NO_FILE: gettext_lazy("An attachment is spoken of, but there is none."),
    Fault.FOREIGN: gettext_lazy("%(what)s belongs to another customer."),
    Fault.INSIDE: gettext_lazy("“%(what)s” is meant for colleagues."),
    Fault.OUTSIDER: gettext_lazy("%(what)s is new here and gets a copy."),
    Fault.HEAVY: gettext_lazy("It weighs %(what)s: many mailboxes take 10 MB."),
}


class SecondLook(ActionNotAllowed):
    """Another customer's data are in it: it leaves only when that is meant."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(" ".join(map(sentence_of, findings)))
        self.findings = list(findings)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A letter that is written, and to whom."""

    text: str
    to: People = ()
    cc: People = ()
    bcc: People = ()
    files: Sequence[int] = ()


def look_over(ticket: "TicketBase", letter: Outgoing) -> list[Finding]:
    """Everything about it that somebody should see first; what is foreign leads."""
    house = ticket.requester_email.lower().rpartition("@")[2]
    plain = rules.Letter(
        text=letter.text,
        names=_names(ticket, letter),
        files=letter.files,
        copies=[one["address"] for one in (*letter.cc, *letter.bcc)],
        known=frozenset({ticket.requester_email.lower()} | keys(letter.to)),
        domains=frozenset() if is_public(house) else frozenset({house}),
    )
    found = rules.faults(plain)
    if rules.of_fault(found, Fault.OUTSIDER):
        found = _without_friends(ticket, plain, found)
    if rules.of_fault(found, Fault.NAME) and _knows(ticket, letter):
        found = [one for one in found if one.fault != Fault.NAME]
    return [*_foreign(ticket, letter), *found]


def look_twice(
    ticket: "TicketBase", letter: Outgoing, *, by: Actor, despite: str | None
) -> dict[str, Any]:
    """What the entry keeps of it; raises SecondLook. Machines write no surprises."""
    if by.actor_kind != ActorKind.AGENT:
        return {}
    findings = look_over(ticket, letter)
    foreign = rules.of_fault(findings, Fault.FOREIGN)
    if foreign and despite is None:
        raise SecondLook(foreign)
    return kept(findings, despite if foreign else None)


def sentence_of(finding: Finding) -> str:
    """As people read it."""
    what = finding.what
    if finding.fault == Fault.HEAVY:
        what = filesizeformat(int(what))
    return str(SENTENCES[finding.fault]) % {"what": what, "whose": finding.whose}


def look_over_draft(draft: "Draft") -> list[Finding]:
    """The same for what is still being written; nothing where there is nothing."""
    if not draft.pk or not draft.html:
        return []
    to, cc, bcc = (read(text)[0] for text in (draft.to, draft.cc, draft.bcc))
    files = draft.attachments.values_list("size", flat=True)
    letter = Outgoing(draft.text, to, cc, bcc, list(files))
    return look_over(draft.ticket, letter)


def kept(findings: Iterable[Finding], despite: str | None) -> dict[str, Any]:
    """How the entry keeps what it was sent with, and why all the same."""
    rows = [[one.fault.value, one.what, one.whose] for one in findings]
    if not rows:
        return {}
    return {"guard": rows} | ({} if despite is None else {"despite": despite})


def findings_in(particulars: dict[str, Any]) -> list[Finding]:
    """What an entry has kept of them."""
    rows = particulars.get("guard", [])
    return [Finding(Fault(fault), what, whose) for fault, what, whose in rows]


def sizes_of(draft: "Draft | None", files: Iterable["Attachment"]) -> list[int]:
    """Bytes of everything that goes along."""
    given = [file.size for file in files]
    if draft is None or not draft.pk:
        return given
    return [*given, *draft.attachments.values_list("size", flat=True)]


def _names(ticket: "TicketBase", letter: Outgoing) -> list[str]:
    """Who gets it; whoever the ticket is about is meant by many a shared mailbox."""
    people = [*letter.to, *letter.cc]
    named = [one["name"] for one in people if one.get("name")]
    return list(filter(None, [*named, ticket.requester_name]))


def _knows(ticket: "TicketBase", letter: Outgoing) -> bool:
    """Whether the name greeted is known here after all: of contact, company, mailbox,
    or of who signed the customer's last message."""
    from ombud.tickets.mail_headers import last_incoming

    text = rules.new_words(letter.text)
    names = [part for one in letter.to for part in _words_of_address(one["address"])]
    names += [str(who.name) for who in (ticket.contact, ticket.organisation) if who]
    company = ticket.contact and ticket.contact.organisation
    names += [company.name] if company else []
    if last := last_incoming(ticket):
        said = split(last.text)
        names += [last.author_name, said.signature[:MOST_SIGNED]]
        names += [said.reply[-MOST_SIGNED // 4 :]]
    # Each word by itself: a signature is no name of two words.
    return not is_for_another(text, [" ".join(WORD.findall(one)) for one in names])


def _words_of_address(address: str) -> list[str]:
    local, _at, domain = address.partition("@")
    return [" ".join(WORD.findall(part)) for part in (local, domain)]


def _without_friends(
    ticket: "TicketBase", plain: rules.Letter, found: list[Finding]
) -> list[Finding]:
    """Who takes part already, and whoever works with them or with us."""
    from ombud.tickets.correspondents import correspondents_of, own_addresses

    people: Any = correspondents_of(ticket)  # type: ignore[arg-type]  # a Ticket
    known = keys(people.known) | own_addresses() | _addresses_of(ticket)
    houses = {one.rpartition("@")[2] for one in known | plain.known}
    knowing = replace(
        plain,
        known=plain.known | known,
        domains=frozenset(one for one in houses if not is_public(one)),
    )
    still = set(rules.outsiders(knowing))
    return [one for one in found if one.fault != Fault.OUTSIDER or one.what in still]


def _addresses_of(ticket: "TicketBase") -> set[str]:
    rows = ContactAddress.objects.filter(contact=ticket.contact_id)
    return {one.lower() for one in rows.values_list("address", flat=True)}


def _foreign(ticket: "TicketBase", letter: Outgoing) -> Iterator[Finding]:
    """Addresses and numbers of somebody else."""
    text = rules.new_words(letter.text)
    yield from _foreign_addresses(ticket, letter, text)
    for look in LOOKS:
        yield from look(ticket, text)


def _foreign_addresses(
    ticket: "TicketBase", letter: Outgoing, text: str
) -> Iterator[Finding]:
    """Those of a contact, or of another's ticket; not of who gets the letter anyway."""
    from ombud.tickets.correspondents import own_addresses

    named = set(rules.addresses_in(text)) - keys([*letter.to, *letter.cc, *letter.bcc])
    named -= {ticket.requester_email.lower()}
    if named := named - own_addresses() if named else named:
        for address in sorted(_of_others(ticket, named)):
            yield Finding(Fault.FOREIGN, address)


def _of_others(ticket: "TicketBase", named: set[str]) -> set[str]:
    ours = Q(contact=ticket.contact_id) if ticket.contact_id else Q(pk=None)
    company = ticket.contact.organisation_id if ticket.contact else None
    if company := company or ticket.organisation_id:
        ours |= Q(contact__organisation=company)
    rows = _lower(ContactAddress.objects.all(), "address", named)
    theirs = set(rows.exclude(ours).values_list("lower", flat=True))
    known = set(rows.values_list("lower", flat=True))
    tickets = _lower(type(ticket)._default_manager.all(), "requester_email", named)
    tickets = tickets.exclude(pk=ticket.pk).filter(contact=None)
    return theirs | (set(tickets.values_list("lower", flat=True)[:100]) - known)


def _lower(rows: "QuerySet[Any]", column: str, named: set[str]) -> "QuerySet[Any]":
    found: QuerySet[Any] = rows.annotate(lower=Lower(column)).filter(lower__in=named)
    return found
