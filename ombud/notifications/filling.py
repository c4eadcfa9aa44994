"""The words of a notice, filled in; nothing is sent that lacks one of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _

from ombud.lib.liquid import TemplateWrong, fill
from ombud.tickets.models import Direction, Entry, Ticket
from ombud.tickets.placeholders import (
    Values,
    nested,
    of_ticket,
    samples_of_fields,
    spoken,
)
from ombud.workflows.models import Action, Notice
from ombud.workflows.words import PLACEHOLDERS

__all__ = ["Filled", "filled", "nested", "preview", "samples", "spoken", "values_for"]


@dataclass(frozen=True, slots=True)
class Filled:
    """A notice as it would be read; or what keeps it from being sent."""

    subject: str = ""
    body: str = ""
    problem: str = ""


def values_for(ticket: Ticket, entry: Entry | None) -> Values:
    """What a text may ask for, in the language that is spoken now."""
    return nested(of_ticket(ticket) | _of_entry(ticket, entry))


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


def samples() -> Values:
    """Every placeholder with its sample; fields stand for themselves."""
    return nested({**PLACEHOLDERS, **samples_of_fields()})


def sentence_of(wrong: TemplateWrong) -> str:
    """What is missing, for who has to mend the notice."""
    if wrong.name:
        return _("“%(name)s” has no value on this ticket.") % {"name": wrong.name}
    return _("The text cannot be filled in: %(why)s.") % {"why": wrong}


def _of_entry(ticket: Ticket, entry: Entry | None) -> dict[str, str]:
    """Who did what."""
    slug = entry.action if entry else ""
    action = Action.objects.filter(workflow=ticket.workflow_id, slug=slug).first()
    return {
        "actor.name": entry.author_name if entry else "",
        "action.name": action.label if action else "",
    }


def _newest(ticket: Ticket) -> Entry | None:
    found = Entry.objects.filter(ticket=ticket).exclude(direction=Direction.IN)
    return found.order_by("-at", "-id").first()
