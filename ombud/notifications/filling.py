"""The words of a notice, filled in; nothing is sent that lacks one of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from ombud.core.models import Installation
from ombud.lib.liquid import Missing, TemplateWrong, fill
from ombud.tickets.models import Direction, Entry, Ticket
from ombud.workflows.models import Action, Field, Notice
from ombud.workflows.values import shown
from ombud.workflows.words import PLACEHOLDERS

Values = dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Filled:
    """A notice as it would be read; or what keeps it from being sent."""

    subject: str = ""
    body: str = ""
    problem: str = ""


def values_for(ticket: Ticket, entry: Entry | None) -> Values:
    """What a text may ask for, in the language that is spoken now."""
    flat = _of_ticket(ticket) | _of_customer(ticket) | _of_entry(ticket, entry)
    flat["company.name"] = Installation.current().name
    return nested(flat | _of_fields(ticket))


def filled(notice: Notice, values: Values, language: str) -> Filled:
    """Its text in that language; raises TemplateWrong where a word is missing."""
    text = notice.text_for(language)
    subject = " ".join(fill(text.get("subject", ""), values).split())
    body = fill(text.get("body", ""), values).strip()
    if not body:
        raise TemplateWrong(_("the text is empty"))
    return Filled(subject, body)


def preview(
    texts: Mapping[str, Mapping[str, str]], ticket: Ticket | None, language: str
) -> Filled:
    """How a notice would read; without a ticket with the samples of each word."""
    notice = Notice(texts=dict(texts))
    with translation.override(spoken(language)):
        try:
            values = values_for(ticket, _newest(ticket)) if ticket else samples()
            return filled(notice, values, language)
        except TemplateWrong as wrong:
            return Filled(problem=sentence_of(wrong))


def spoken(language: str) -> str:
    """The language of ours for it: a letter in "en" has British dates."""
    ours = [code for code, _name in settings.LANGUAGES]
    main = language.partition("-")[0]
    near = (code for code in ours if code.partition("-")[0] == main)
    return language if language in ours else next(near, language)


def samples() -> Values:
    """Every placeholder with its sample; fields stand for themselves."""
    slugs = Field.objects.filter(noun="ticket").values_list("slug", "name")
    fields = {f"fields.{slug}": name for slug, name in slugs}
    return nested({**PLACEHOLDERS, **fields})


def sentence_of(wrong: TemplateWrong) -> str:
    """What is missing, for who has to mend the notice."""
    if wrong.name:
        return _("“%(name)s” has no value on this ticket.") % {"name": wrong.name}
    return _("The text cannot be filled in: %(why)s.") % {"why": wrong}


def nested(flat: Mapping[str, Any]) -> Values:
    """{"ticket": {"number": …}}; what is empty is false, and cannot be printed."""
    found: Values = {}
    for name, value in flat.items():
        group, _dot, key = name.partition(".")
        found.setdefault(group, {})[key] = value or Missing(name)
    return found


def _of_ticket(ticket: Ticket) -> dict[str, Any]:
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


def _of_entry(ticket: Ticket, entry: Entry | None) -> dict[str, Any]:
    """Who did what; and what the customer said last, never what a note says."""
    slug = entry.action if entry else ""
    action = Action.objects.filter(workflow=ticket.workflow_id, slug=slug).first()
    said = ticket.last_incoming()
    return {
        "actor.name": entry.author_name if entry else "",
        "action.name": action.label if action else "",
        "message.text": (said.reply_text or said.text).strip() if said else "",
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


def _newest(ticket: Ticket) -> Entry | None:
    found = Entry.objects.filter(ticket=ticket).exclude(direction=Direction.IN)
    return found.order_by("-at", "-id").first()
