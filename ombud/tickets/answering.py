"""A template on a ticket: filled in, its gaps named; and which come first there."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from ombud.core.models import Installation
from ombud.knowledge.models import Template, TemplateQuerySet
from ombud.lib import html as html_lib
from ombud.lib.liquid import Gap, TemplateWrong, fill, variables_of
from ombud.tickets.gaps import gaps_in
from ombud.tickets.models import Ticket
from ombud.tickets.placeholders import (
    nested,
    of_ticket,
    samples_of_fields,
    spoken,
    values_above,
    words_above,
)
from ombud.users.models import User
from ombud.workflows.models import Category
from ombud.workflows.words import PLACEHOLDERS

# Of notices alone: an answer is nobody's action yet, and its agent's page is not for
# customers.
NOT_HERE = ("actor.name", "action.name", "ticket.url", "ticket.erase_days")


@dataclass(frozen=True, slots=True)
class Answer:
    """A template's words on a ticket, in one language."""

    language: str
    subject: str
    html: str

    @property
    def missing(self) -> list[str]:
        """Placeholders that stand in it still."""
        return gaps_in(self.html, self.subject)

    @property
    def text(self) -> str:
        """The words without their looks."""
        return html_lib.text_from(self.html)


class Asking(dict[str, Any]):
    """What only the agent can say: whatever is asked for is a gap."""

    def __missing__(self, key: str) -> Gap:
        return Gap(f"ask.{key}")


def answer(
    template: Template, ticket: Ticket, *, by: User, language: str = ""
) -> Answer:
    """Filled in, in the ticket's language or another; raises TemplateWrong."""
    code, text = template.text_for(language or language_of(ticket))
    return filled(text, ticket, code, by=by)


def filled(
    text: Mapping[str, str],
    ticket: Ticket | None,
    language: str,
    *,
    by: User,
    is_sent: bool = True,
) -> Answer:
    """These words on a ticket, or with samples; raises TemplateWrong.

    `is_sent`: it goes to the customer; a mere preview changes nothing.
    """
    subject, html = text.get("subject", ""), text.get("html", "")
    with translation.override(spoken(language)):
        values = nested(samples(), Gap)
        if ticket:
            used = variables_of(subject) | variables_of(html, html=True)
            flat = of_ticket(ticket) | {"agent.name": by.name}
            flat |= values_above(used, ticket, by, is_sent=is_sent)
            values = nested(flat, Gap)
        values["ask"] = Asking()
        words = " ".join(fill(subject, values).split())
        return Answer(language, words, html_lib.clean(fill(html, values, html=True)))


def samples() -> dict[str, str]:
    """Every placeholder of an answer, with a sample."""
    ours = {name: one for name, one in PLACEHOLDERS.items() if name not in NOT_HERE}
    above = {name: word.sample for name, word in words_above().items()}
    return {**ours, "agent.name": "Agnes Adler", **above, **samples_of_fields()}


def language_of(ticket: Ticket) -> str:
    """What the customer is written to in."""
    contact = ticket.contact
    known = contact.language if contact else ""
    return ticket.language or known or Installation.current().language


def categories_of(ticket: Ticket) -> list[str]:
    """Keys of the ticket's category and of those above it, the nearest first."""
    known = {one.pk: one for one in Category.objects.tree()}
    keys, one = [], known.get(ticket.category_id or 0)
    while one:
        keys.append(one.slug)
        one = known.get(one.parent_id or 0)
    return keys


def best_for(ticket: Ticket, reader: User, language: str) -> TemplateQuerySet:
    """What this agent may insert there, the likeliest first."""
    seen = Template.objects.visible_to(reader)
    return seen.best_for(categories_of(ticket), language, ticket.team_id)


def solution_for(ticket: Ticket) -> Template | None:
    """What a ticket of this type is answered with when it is solved."""
    return Template.objects.solution_for(
        ticket.workflow.slug,
        categories_of(ticket),
        ticket.team_id,
        language_of(ticket),
    )


def sentence_of(wrong: TemplateWrong) -> str:
    """Why a template cannot be inserted, and what to do."""
    why = _("The text cannot be filled in: %(why)s.") % {"why": wrong}
    return f"{why} {_('Tell whoever keeps the template.')}"
