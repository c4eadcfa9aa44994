"""An entry, as other programs see it."""

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse

from ombud.api.auth import ApiRequest
from ombud.api.schemas.entries import AttachmentOut, AuthorOut, DeliveryOut, EntryOut
from ombud.channels.models.delivery import WAITING
from ombud.core.actor import ActorKind
from ombud.tickets.guarding import findings_in, sentence_of
from ombud.tickets.models import Attachment, Entry, EntryKind, Message, Ticket


def entries_of(ticket: Ticket) -> QuerySet[Entry]:
    """All entries with what they show: two queries, however many they are."""
    here = Q(ticket=ticket)
    if ticket.is_merged:
        here = Q(ticket=ticket.merged_into_id, home=ticket)
    return (
        Entry.objects.filter(here)
        .select_related("agent", "message__channel", "message__delivery")
        .prefetch_related("attachments")
        .defer("quoted_html", "message__delivery__raw")
        .order_by("at", "id")
    )


def show_entry(request: ApiRequest, ticket: Ticket, entry: Entry) -> EntryOut:
    """One entry of that ticket."""
    message: Message | None = getattr(entry, "message", None)
    return EntryOut(
        id=entry.pk,
        kind=entry.kind,
        verb=entry.verb,
        direction=entry.direction or None,
        channel=_channel(ticket, entry, message),
        author=_author(entry, message),
        at=entry.at,
        text=entry.text,
        html=entry.html,
        reply_text=entry.reply_text,
        attachments=[_file(request, file) for file in entry.attachments.all()],
        delivery=_delivery(message),
        changes=entry.changes,
        undoable=ticket.may_undo(entry) and ticket.may_take_back(entry, request.auth),
        warnings=[sentence_of(one) for one in findings_in(entry.particulars)],
    )


def _channel(ticket: Ticket, entry: Entry, message: Message | None) -> str | None:
    """By which kind of way a message came or went."""
    if entry.kind not in {EntryKind.MESSAGE, EntryKind.CALL}:
        return None
    if message and message.channel:
        return message.channel.kind
    return ticket.origin


def _author(entry: Entry, message: Message | None) -> AuthorOut:
    email = entry.agent.email if entry.agent else None
    if entry.author_kind in {ActorKind.CONTACT, ActorKind.REQUESTER} and message:
        email = message.from_address or None
    return AuthorOut(kind=entry.author_kind, name=entry.author_name, email=email)


def _file(request: HttpRequest, file: Attachment) -> AttachmentOut:
    path = reverse("api:attachment", args=[file.pk])
    return AttachmentOut(
        id=file.pk,
        filename=file.filename,
        content_type=file.content_type,
        size=file.size,
        inline=file.is_inline,
        url=request.build_absolute_uri(path),
    )


def _delivery(message: Message | None) -> DeliveryOut | None:
    delivery = message.delivery if message else None
    if delivery is None:
        return None
    return DeliveryOut(
        state=delivery.state,
        attempts=delivery.attempts,
        error=delivery.error or None,
        due_at=delivery.due_at if delivery.state in WAITING else None,
    )
