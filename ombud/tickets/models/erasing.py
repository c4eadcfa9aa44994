"""What is personal on a ticket goes: words, addresses, files, and who it was about."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from ombud.channels.models import Delivery
from ombud.channels.models.delivery import WAITING
from ombud.core.actor import ActorKind
from ombud.customers.models import (
    Change,
    Contact,
    ContactAddress,
    ContactPhone,
    ShopAccount,
)
from ombud.tickets.models.attachment import Attachment
from ombud.tickets.models.base import OF_FIELD
from ombud.tickets.models.concerns.purgeable import defer_dropping
from ombud.tickets.models.draft import Draft
from ombud.tickets.models.entry import Entry, Verb
from ombud.tickets.models.message import Message
from ombud.tickets.models.trusted_sender import TrustedSender

if TYPE_CHECKING:
    from ombud.tickets.models.base import TicketBase

# What stands in the place of a name or a subject.
GONE = "—"
# Apps above have something of a ticket too; they tell in their ready().
Also = Callable[["TicketBase"], None]
_also: list[Also] = []
# Their particulars name tickets and entries, and nobody.
KEPT = [Verb.LINKED, Verb.UNDONE, Verb.ERASED, Verb.PARTED, Verb.SPLIT]
OUTSIDE = [ActorKind.CONTACT, ActorKind.REQUESTER]
# What a contact is made of, and goes with them.
OWN_ROWS = {Change, ContactAddress, ContactPhone, ShopAccount}
# Columns of the ticket itself.
BLANK: dict[str, Any] = {
    "subject": GONE,
    "contact": None,
    "requester_name": GONE,
    "requester_email": "",
    "requester_phone": "",
    "last_preview": "",
    "fields": {},
    "owner_chain": [],
}


def also_erase(erase: Also) -> None:
    """Have an app above erase what it holds of a ticket, in the same transaction."""
    _also.append(erase)


def is_sending(ticket: "TicketBase") -> bool:
    """Whether something of it has not left yet."""
    own = Delivery.objects.filter(message__entry__ticket=ticket.pk)
    return own.filter(state__in=WAITING).exists()


def erase_content(ticket: "TicketBase") -> dict[str, int]:
    """All that hangs on the ticket; gives how many messages and files it was."""
    entries = Entry.objects.filter(ticket=ticket.pk)
    for erase in _also:
        erase(ticket)
    figures = {"messages": _erase_messages(ticket), "files": _erase_files(ticket)}
    merged = Q(ticket__merged_into=ticket.pk)
    Draft.objects.filter(Q(ticket=ticket.pk) | merged).delete()
    _erase_changes(entries)
    words = dict.fromkeys(("text", "reply_text", "html", "quoted_html"), "")
    entries.update(**words, is_designed=False)
    entries.exclude(verb__in=KEPT).update(particulars={})
    outside = entries.filter(author_kind__in=OUTSIDE)
    outside.update(author_name=GONE, contact=None)
    return figures


def forget_person(contact: Contact | None, ticket: "TicketBase") -> None:
    """Who came into the directory by this ticket alone goes with it."""
    if contact is None or contact.created_at < ticket.created_at:
        return
    if contact.organisation_id is None and not _is_known_elsewhere(contact):
        contact.delete()


def _erase_messages(ticket: "TicketBase") -> int:
    messages = Message.objects.filter(entry__ticket=ticket.pk)
    TrustedSender.objects.filter(address=ticket.requester_email.lower()).delete()
    letters = Delivery.objects.filter(message__in=messages)
    letters.update(
        raw=b"", recipients=[], accepted=[], subject="", server_words="", error=""
    )
    blank = dict.fromkeys(
        ("message_id", "in_reply_to", "from_name", "from_address", "subject"), ""
    )
    # Without its channel nobody is led to the mail as it came.
    return messages.update(**blank, references=[], to=[], cc=[], bcc=[], channel=None)


def _erase_files(ticket: "TicketBase") -> int:
    hung = Q(entry__ticket=ticket.pk) | Q(draft__ticket=ticket.pk)
    files = Attachment.objects.filter(hung)
    digests = list(files.order_by().values_list("digest", flat=True))
    files.delete()
    if digests:
        defer_dropping(sorted(set(digests)))
    return len(digests)


def _erase_changes(entries: Any) -> None:
    """What fields held and what the subject was; who had it and where it stood stay."""
    touched = []
    for entry in entries.exclude(changes={}).only("pk", "changes"):
        kept = {k: v for k, v in entry.changes.items() if not _is_personal(k)}
        if kept != entry.changes:
            entry.changes = kept
            touched.append(entry)
    Entry.objects.bulk_update(touched, ["changes"])


def _is_personal(name: str) -> bool:
    return name == "subject" or name.startswith(OF_FIELD)


def _is_known_elsewhere(contact: Contact) -> bool:
    """Whether any other row names them: a ticket, an order, whatever there is."""
    return any(
        relation.related_model._base_manager.filter(
            **{relation.field.name: contact}
        ).exists()
        for relation in Contact._meta.related_objects
        if relation.related_model not in OWN_ROWS
    )
