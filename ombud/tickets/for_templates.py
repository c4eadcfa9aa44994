"""What templates, two floors below, need to know of tickets."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from ombud.knowledge.above import Above, Choices, Preview, register
from ombud.lib.liquid import TemplateWrong
from ombud.tickets.answering import filled, samples, sentence_of
from ombud.tickets.models import Ticket
from ombud.users.models import User
from ombud.workflows.known import known_types
from ombud.workflows.models import Category, State


def tell() -> None:
    """Called in ready()."""
    register(Above(samples, categories, types, states, preview))


def categories() -> Choices:
    """Each with its way down the tree."""
    return [(one.slug, str(one)) for one in Category.objects.tree()]


def types() -> Choices:
    """Those in use."""
    return [(one.slug, one.label) for one in known_types() if one.is_active]


def states() -> Choices:
    """Of all types, each word once: a template says where a reply leads."""
    rows = State.objects.order_by("workflow", "position")
    return list({one.slug: (one.slug, one.label) for one in rows}.values())


def preview(
    text: Mapping[str, str], number: str, language: str, reader: User
) -> Preview:
    """On a ticket that the reader may see; without a number with samples."""
    ticket = _ticket(number, reader) if number else None
    if number and ticket is None:
        words = _("There is no ticket #%(number)s that you may see.")
        return Preview(problem=words % {"number": number[:20]})
    try:
        found = filled(text, ticket, language, by=reader, is_sent=False)
    except TemplateWrong as wrong:
        return Preview(problem=sentence_of(wrong))
    return Preview(found.subject, found.html, tuple(found.missing))


def _ticket(number: str, reader: User) -> Ticket | None:
    # No number of ours is longer, and none of the database's either.
    if not (number.isascii() and number.isdecimal() and len(number) < 16):
        return None
    seen = Ticket.objects.visible_to(reader).for_page()
    return seen.filter(number=int(number)).first()
