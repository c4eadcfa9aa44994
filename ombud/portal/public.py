"""What a customer may see of their ticket: nothing of it is ours alone.

Shown are letters between them and us: what came from one of their addresses or by a
form or page of ours, and what was sent to them. Notes, calls, forwarded letters, what
suppliers answer and what an agent has written down by hand stay inside.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property

from django.conf import settings
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ombud.core.actor import Actor, Requester
from ombud.core.addresses import address
from ombud.customers.models import ContactAddress
from ombud.portal.models import CustomerLink
from ombud.tickets import letters
from ombud.tickets.models import Attachment, Entry, EntryKind, Message, Ticket, Verb
from ombud.tickets.models.concerns.unmailed import is_on_page
from ombud.tickets.models.message import FiledBy
from ombud.workflows.models import StateKind

OURS = {Verb.REPLIED, Verb.AUTO_REPLIED, Verb.NOTIFIED}
OWN_WAYS = {FiledBy.FORM, FiledBy.PAGE}
MOST = 100


@dataclass(frozen=True, slots=True)
class Step:
    """One station of the way, in words for customers."""

    label: str
    is_done: bool = False
    is_here: bool = False


@dataclass(frozen=True, slots=True)
class PublicFile:
    """A file as this page offers it."""

    file: Attachment
    token: str

    @property
    def url(self) -> str:
        """Where it is read, by this link."""
        name = self.file.filename or "file"
        return address("customer-file", self.token, self.file.pk, name)

    @property
    def thumbnail_url(self) -> str:
        """Its small picture."""
        return address("customer-thumbnail", self.token, self.file.pk)


@dataclass(frozen=True)
class PublicMessage:
    """One letter."""

    entry: Entry
    token: str
    files: list[PublicFile] = field(default_factory=list)

    @property
    def is_ours(self) -> bool:
        """Whether we sent it."""
        return not self.entry.is_incoming

    @cached_property
    def body(self) -> SafeString:
        """Its new words; no picture is loaded from elsewhere."""
        if self.entry.is_designed or not self.entry.html:
            return letters.from_text(self.entry.reply_text or self.entry.text)
        urls = {f.file.content_id: f.url for f in self.files if f.file.content_id}
        return letters.with_files(letters.inline(self.entry.html)[0], urls)

    @property
    def shown_files(self) -> list[PublicFile]:
        """Those that are not seen in the text."""
        return [one for one in self.files if not one.file.is_inline]


@dataclass(frozen=True)
class PublicTicket:
    """The ticket behind a link, as its customer reads it."""

    link: CustomerLink

    @property
    def ticket(self) -> Ticket:
        """The whole of it: templates ask only what stands here."""
        return self.link.ticket

    @property
    def standing(self) -> Ticket:
        """What shows it, where it was merged: only their own letters of that one."""
        return self.ticket.standing

    @property
    def number(self) -> int:
        """To be named on the telephone."""
        return self.ticket.number

    @property
    def subject(self) -> str:
        """What it is about."""
        return self.ticket.subject

    @property
    def customer(self) -> Actor:
        """Who writes here."""
        requester = Requester(self.ticket.requester_name, self.ticket.requester_email)
        return self.ticket.contact or requester

    @property
    def is_solved(self) -> bool:
        """Whether nobody works on it any more."""
        return self.standing.state.is_finished

    @property
    def steps(self) -> list[Step]:
        """Received, in progress, whatever it waits for, solved."""
        state = self.standing.state
        here = {StateKind.NEW: 0, StateKind.OPEN: 1, StateKind.WAITING: 2}.get(
            StateKind(state.kind), 3
        )
        waits = state.public_label if here == 2 else _("Answered")
        labels = [_("Received"), _("In progress"), waits, _("Solved")]
        return [Step(word, n < here, n == here) for n, word in enumerate(labels)]

    @cached_property
    def messages(self) -> list[PublicMessage]:
        """The oldest first."""
        return [
            PublicMessage(entry, self.link.token, self._files_of(entry))
            for entry in self.entries
        ]

    @cached_property
    def entries(self) -> list[Entry]:
        """What is theirs to read; three queries."""
        rows = (
            Entry.objects.filter(
                ticket_id=self.standing.pk, kind=EntryKind.MESSAGE, undone_at=None
            )
            .select_related("message__delivery", "agent")
            .prefetch_related("attachments")
            .order_by("-at", "-id")[:MOST]
        )
        return [entry for entry in reversed(rows) if self._is_theirs(entry)]

    def file(self, pk: int) -> Attachment | None:
        """A file of what they may read; None for any other."""
        mine = (file for entry in self.entries for file in entry.attachments.all())
        return next((file for file in mine if file.pk == pk), None)

    @cached_property
    def _addresses(self) -> set[str]:
        return set(self._known_addresses()) - {""}

    def _known_addresses(self) -> Iterator[str]:
        yield self.ticket.requester_email.lower()
        if self.ticket.contact_id:
            known = ContactAddress.objects.filter(contact=self.ticket.contact_id)
            yield from (one.lower() for one in known.values_list("address", flat=True))

    def _is_theirs(self, entry: Entry) -> bool:
        message: Message | None = getattr(entry, "message", None)
        if message is None:
            return False
        if entry.is_incoming:
            came = message.from_address.lower() in self._addresses
            return message.filed_by in OWN_WAYS or bool(came and message.message_id)
        if entry.verb not in OURS or not _has_left(entry):
            return False
        if is_on_page(entry, message.delivery, message.filed_by):
            return True
        people = [*message.to, *message.cc]
        return any(one["address"].lower() in self._addresses for one in people)

    def _files_of(self, entry: Entry) -> list[PublicFile]:
        return [PublicFile(one, self.link.token) for one in entry.attachments.all()]


def _has_left(entry: Entry) -> bool:
    """What can still be taken back has not been said yet."""
    return entry.at <= timezone.now() - timedelta(seconds=settings.UNDO_SEND_SECONDS)
