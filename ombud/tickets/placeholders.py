"""What a text may ask of a ticket: notices and answers are filled in with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from django.conf import settings

from ombud.core.models import Installation
from ombud.lib.liquid import Missing
from ombud.tickets.models import Ticket
from ombud.users.models import User
from ombud.workflows.models import Field
from ombud.workflows.values import shown

Values = dict[str, dict[str, Any]]


class Value(Protocol):
    """What stands there on a ticket, by whoever writes.

    `is_sent`: it goes to the customer; a mere preview changes nothing.
    """

    def __call__(self, ticket: Ticket, writer: User, *, is_sent: bool) -> str:
        """Empty where there is nothing."""


@dataclass(frozen=True, slots=True)
class Word:
    """A placeholder that an app above fills in, where a text asks for it."""

    name: str
    sample: str
    value: Value


_words: dict[str, Word] = {}


def register(name: str, sample: str, value: Value) -> None:
    """One more; called in an app's ready()."""
    _words[name] = Word(name, sample, value)


def words_above() -> Mapping[str, Word]:
    """Those of the apps above."""
    return _words


def values_above(
    used: Iterable[str], ticket: Ticket, writer: User, *, is_sent: bool
) -> dict[str, str]:
    """Of these, those that a text uses: what they cost is not spent in vain."""
    return {
        name: _words[name].value(ticket, writer, is_sent=is_sent)
        for name in used
        if name in _words
    }


def of_ticket(ticket: Ticket) -> dict[str, Any]:
    """The matter, the customer, what they said last, ourselves; in the language that is
    spoken now."""
    flat = _of_matter(ticket) | _of_customer(ticket) | _of_fields(ticket)
    said = ticket.last_incoming()
    flat["message.text"] = (said.reply_text or said.text).strip() if said else ""
    flat["company.name"] = Installation.current().name
    return flat


def nested(flat: Mapping[str, Any], missing: type[Missing] = Missing) -> Values:
    """{"ticket": {"number": …}}; what is empty is false, and cannot be printed."""
    found: Values = {}
    for name, value in flat.items():
        group, _dot, key = name.partition(".")
        found.setdefault(group, {})[key] = value or missing(name)
    return found


def spoken(language: str) -> str:
    """The language of ours for it: a letter in "en" has British dates."""
    ours = [code for code, _name in settings.LANGUAGES]
    main = language.partition("-")[0]
    near = (code for code in ours if code.partition("-")[0] == main)
    return language if language in ours else next(near, language)


def samples_of_fields() -> dict[str, str]:
    """Each custom field of tickets, by its placeholder; it stands for itself."""
    slugs = Field.objects.filter(noun="ticket").values_list("slug", "name")
    return {f"fields.{slug}": name for slug, name in slugs}


def _of_matter(ticket: Ticket) -> dict[str, Any]:
    return {
        "ticket.number": str(ticket.number),
        "ticket.subject": ticket.subject,
        "ticket.state": ticket.state.public_label,
        "ticket.type": ticket.workflow.label,
        "ticket.priority": str(ticket.get_priority_display()),
        "ticket.url": f"{settings.PUBLIC_URL}{ticket.get_absolute_url()}",
        "ticket.team": ticket.team.name,
        "ticket.assignee": ticket.assignee.name if ticket.assignee else "",
        "ticket.erase_days": str(ticket.workflow.erase_days or 0),
    }


def _of_customer(ticket: Ticket) -> dict[str, Any]:
    contact = ticket.contact
    name = contact.name if contact else ticket.requester_name
    company = contact.organisation if contact else None
    return {
        "customer.name": name,
        "customer.first_name": name.split(maxsplit=1)[0] if name.strip() else "",
        "customer.email": ticket.requester_email,
        "customer.organisation": company.name if company else "",
    }


def _of_fields(ticket: Ticket) -> dict[str, Any]:
    fields = Field.objects.filter(noun="ticket")
    held = ticket.fields
    return {
        f"fields.{field.slug}": shown(field, held[field.slug])
        if held.get(field.slug) not in (None, "")
        else ""
        for field in fields
    }
