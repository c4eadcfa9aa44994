"""A view finds what it works on here, through visible_to, or answers 404."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject
from django.http import Http404

from ombud.core.prepared import Prepared
from ombud.customers.models import ContactAddress, ContactPhone, ShopAccount
from ombud.tickets.models import Attachment, Entry, Sight, Ticket, TicketQuerySet

# The views of tickets ask for it here.
from ombud.users.access import AgentRequest as AgentRequest  # noqa: PLC0414

# What no page of a ticket shows; the passwords would even be decrypted.
UNSEEN = (
    "channel__in_password",
    "channel__out_password",
    "assignee__password",
    "assignee__signature",
)


def get_ticket(request: AgentRequest, number: int) -> Ticket:
    """The ticket of that number, with all that its page shows of it.

    An old number leads to the ticket that it was merged into, for ever.
    """
    found = _found(request, number)
    if found is None and (main := _standing(number)):
        found = _found(request, main)
    if found is None:
        raise Http404
    return found


def _found(request: AgentRequest, number: int) -> Ticket | None:
    reader = request.user
    found = _PAGES.rows(Sight.of(reader), reader=reader.pk, number=number)
    return found[0] if found else None


def _standing(number: int) -> int | None:
    merged = Ticket.objects.filter(number=number, merged_into__isnull=False)
    return merged.values_list("merged_into__number", flat=True).first()


def _page(sight: Sight, *, reader: int, number: int) -> TicketQuerySet:
    who = sight.reader(reader)
    visible = Ticket.objects.for_page().visible_to(who).with_reading_of(who)
    visible = visible.with_following_of(who)
    tickets = visible.filter(number=number).defer(*UNSEEN)
    return tickets.annotate(
        contact_emails=ArraySubquery(_addresses()),
        contact_phones=ArraySubquery(_phones()),
        contact_accounts=ArraySubquery(_accounts()),
        contact_agent=F("contact__responsible__name"),
        company_agent=F("organisation__responsible__name"),
    )


def _addresses() -> QuerySet[ContactAddress, Any]:
    """The contact's e-mail addresses, the main one first."""
    known = ContactAddress.objects.filter(contact=OuterRef("contact"))
    return known.order_by("-is_main", "id").values("address")


def _phones() -> QuerySet[ContactPhone, Any]:
    """The contact's numbers, the main one first."""
    known = ContactPhone.objects.filter(contact=OuterRef("contact"))
    row = JSONObject(id="id", number="number", label="label", is_main="is_main")
    return known.order_by("-is_main", "id").values(row=row)


def _accounts() -> QuerySet[ShopAccount, Any]:
    """The contact's customer numbers."""
    known = ShopAccount.objects.filter(contact=OuterRef("contact"))
    row = JSONObject(id="id", number="number", shop="shop")
    return known.order_by("id").values(row=row)


_PAGES = Prepared(_page)


def is_in_bin(request: AgentRequest, number: int) -> bool:
    """Whether the ticket of that number waits in this reader's bin."""
    mine = Ticket.objects.in_bin_of(request.user)
    return mine.filter(number=number).exists()


def get_entry(request: AgentRequest, entry_id: int) -> Entry:
    """The entry, of a ticket this reader may see, be it in the bin."""
    return _entry(entry_id, Q(ticket__in=Ticket.objects.known_to(request.user)))


def get_entry_to_undo(request: AgentRequest, entry_id: int) -> Entry:
    """The same, or what this agent did to a ticket they see no more since."""
    known = Q(ticket__in=Ticket.objects.known_to(request.user))
    return _entry(entry_id, known | Q(agent=request.user))


def _entry(entry_id: int, where: Q) -> Entry:
    found = Entry.objects.filter(where, pk=entry_id)
    entry = found.select_related("message").first()
    if entry is None:
        raise Http404
    return entry


def get_attachment(request: AgentRequest, attachment_id: int) -> Attachment:
    """A file of a ticket this reader may see, or of a draft of their own."""
    found = Attachment.objects.filter(pk=attachment_id)
    known = Ticket.objects.known_to(request.user)
    attachment = (
        found.filter(entry__ticket__in=known).first()
        or found.filter(draft__author=request.user, draft__ticket__in=known).first()
    )
    if attachment is None:
        raise Http404
    return attachment
