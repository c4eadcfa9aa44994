"""People are found by what one knows of them: a name, an address, a number."""

import re
from collections.abc import Iterable

from django.db.models import CharField, F, Func, Q, Value

from ombud.customers.searching import find_contacts
from ombud.tickets.models import Ticket
from ombud.users.models import User
from ombud.users.permissions import Permission
from ombud.workspace.callers import NUMBER, Caller, recent, with_addresses

MOST = 6
SHORTEST = 2


def find_callers(
    words: str, reader: User, buyers: Iterable[Caller] = ()
) -> list[Caller]:
    """Contacts, then people of recent tickets; by name, address or number.

    `buyers`: of the orders that have the number; they come first.
    """
    words = " ".join(words.split())[:100]
    if len(words) < SHORTEST:
        return []
    found = [*buyers]
    if reader.may(Permission.SEE_CUSTOMERS):
        people = find_contacts(with_addresses(), words)[:MOST]
        found += [Caller.of_contact(one) for one in people]
    if len(found) < MOST:
        found += _strangers(words, reader)
    return list({caller.key: caller for caller in found}.values())[:MOST]


def certain(callers: Iterable[Caller], words: str) -> str:
    """The key of the one who can only be meant: their whole address or number."""
    wanted, digits = words.strip().lower(), _digits(words)
    hits = [
        one.key
        for one in callers
        if one.email.lower() == wanted
        or (len(digits) > 5 and _digits(one.phone).endswith(digits.lstrip("0")))
    ]
    return hits[0] if len(hits) == 1 else ""


def _strangers(words: str, reader: User) -> list[Caller]:
    """Each of them once, as they were called last."""
    found = recent(Ticket.objects.visible_to(reader)).select_related("contact")
    if reader.may(Permission.SEE_CUSTOMERS):
        # The others were found in the directory.
        found = found.filter(contact=None)
    if NUMBER.fullmatch(words):
        found = found.alias(digits=_digits_of("requester_phone")).filter(
            digits__contains=_digits(words).lstrip("0")
        )
    else:
        for word in words.split():
            found = found.filter(
                Q(requester_name__icontains=word) | Q(requester_email__icontains=word)
            )
    callers: dict[str, Caller] = {}
    for ticket in found.newest_first()[: MOST * 5]:
        caller = Caller.of_ticket(ticket)
        callers.setdefault(
            (caller.email or caller.phone or caller.name).lower(), caller
        )
    return list(callers.values())


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _digits_of(column: str) -> Func:
    return Func(
        F(column),
        Value(r"\D"),
        Value(""),
        Value("g"),
        function="regexp_replace",
        output_field=CharField(),
    )
