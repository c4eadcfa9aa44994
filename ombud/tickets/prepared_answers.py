"""A full answer becomes a draft: its words, its subject, its state, its files."""

from django.db import transaction

from ombud.knowledge.models import Template
from ombud.tickets.answering import Answer
from ombud.tickets.composer import MAX_FILES
from ombud.tickets.forms import too_heavy
from ombud.tickets.models import Attachment, Draft, DraftKind, Ticket
from ombud.users.models import User


class TooHeavy(Exception):
    """Its files are more than a mail can carry; the text is a sentence."""


@transaction.atomic
def begin(
    ticket: Ticket, template: Template, filled: Answer, *, by: User, target: str = ""
) -> Draft:
    """Below what the draft says already; `target`: a state that matters more."""
    draft = Draft.objects.place(ticket, by, DraftKind.REPLY)
    words = {"html": draft.html + filled.html}
    if template.is_full:
        words |= {
            "subject": filled.subject[:300],
            "template": template.slug,
            "target": target or template.state,
        }
    kept = Draft.objects.keep(
        ticket, by, DraftKind.REPLY, version=draft.version, words=words
    )
    attach(kept, template)
    template.count_use()
    return kept


def attach(draft: Draft, template: Template) -> None:
    """Each of its files once, however often it is inserted."""
    known = {(file.filename, file.size) for file in draft.attachments.all()}
    new = [one for one in template.files.all() if (one.filename, one.size) not in known]
    if sum(size for _name, size in known) + sum(one.size for one in new) > MAX_FILES:
        raise TooHeavy(too_heavy(len(new)))
    for one in new:
        Attachment.objects.attach(draft, one.filename, one.read())
