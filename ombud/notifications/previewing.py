"""A notice that is being written, as it would be read on a ticket."""

from django.utils.translation import gettext as _

from ombud.notifications.filling import preview
from ombud.tickets.models import Ticket
from ombud.users.models import User
from ombud.workflows.previews import Preview, Texts


def preview_for(texts: Texts, number: str, language: str, reader: User) -> Preview:
    """On a ticket that the reader may see; without a number with samples."""
    ticket = _ticket(number, reader) if number else None
    if number and ticket is None:
        words = _("There is no ticket #%(number)s that you may see.")
        return Preview(problem=words % {"number": number[:20]})
    found = preview(texts, ticket, language)
    return Preview(found.subject, found.body, found.problem)


def _ticket(number: str, reader: User) -> Ticket | None:
    # No number of ours is longer, and none of the database's either.
    if not (number.isascii() and number.isdecimal() and len(number) < 16):
        return None
    seen = Ticket.objects.visible_to(reader).for_page()
    return seen.filter(number=int(number)).first()
