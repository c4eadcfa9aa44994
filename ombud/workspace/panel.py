"""Who a ticket is about, and what else there is of them."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import CharField, QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext as _

from ombud.channels.models import Kind
from ombud.customers.models import Contact
from ombud.tickets.models import Ticket
from ombud.users.models import User
from ombud.workspace.rows import ICONS

EARLIER = 5
LINKED = 10


@dataclass(frozen=True, slots=True)
class Responsible:
    """One line of the panel: of whom, and who."""

    of: str
    name: str | None

    @property
    def label(self) -> str:
        """Of the customer or of the company."""
        if self.of == "contact":
            return _("Responsible")
        return _("For the company")


@dataclass(frozen=True, slots=True)
class Panel:
    """The column about the customer."""

    ticket: Ticket
    emails: list[str]
    earlier: list[Ticket]
    linked: list[Ticket]

    @property
    def contact(self) -> Contact | None:
        """Who it is, where the directory knows them."""
        return self.ticket.contact

    @property
    def name(self) -> str:
        """What they are called."""
        return self.contact.name if self.contact else self.ticket.requester

    @property
    def phone(self) -> str:
        """Where to call them."""
        found = self.contact.phone if self.contact else ""
        return found or self.ticket.requester_phone

    @property
    def responsible(self) -> list[Responsible]:
        """Who looks after the customer, and after their company."""
        if self.contact is None:
            return []
        found = [Responsible("contact", getattr(self.ticket, "contact_agent", None))]
        if self.contact.organisation_id:
            name = getattr(self.ticket, "company_agent", None)
            found.append(Responsible("organisation", name))
        return found

    @property
    def language(self) -> str:
        """What they speak, in its own word."""
        code = (self.contact.language if self.contact else "") or self.ticket.language
        names = {**dict(settings.LANGUAGES), "en": "English"}
        return names.get(code, code)

    @property
    def origin(self) -> str:
        """How the ticket reached us."""
        return str(Kind(self.ticket.origin).label)

    @property
    def origin_icon(self) -> str:
        """The same as a picture."""
        return ICONS.get(self.ticket.origin, "inbox")

    @property
    def url(self) -> str:
        """The fragment that shows it again."""
        return reverse("ticket-panel", args=[self.ticket.number])


def panel_of(ticket: Ticket, reader: User) -> Panel:
    """All of it by one query; the addresses come with the ticket of `get_ticket`."""
    earlier, linked = _others(ticket, reader)
    return Panel(ticket, _emails(ticket), earlier, linked)


def _emails(ticket: Ticket) -> list[str]:
    """Theirs, the main one first; the ticket's own where the directory has none."""
    own = [ticket.requester_email] if ticket.requester_email else []
    return getattr(ticket, "contact_emails", None) or own


def _others(ticket: Ticket, reader: User) -> tuple[list[Ticket], list[Ticket]]:
    visible = Ticket.objects.visible_to(reader)
    earlier = visible.of_person(ticket.contact, ticket.requester_email)
    earlier = earlier.exclude(pk=ticket.pk).newest_first()
    linked = visible.filter(linked_from__ticket=ticket).newest_first()
    both = _marked(earlier, "earlier")[:EARLIER].union(
        _marked(linked, "linked")[:LINKED], all=True
    )
    found = list(both)
    return (
        [one for one in found if getattr(one, "why", "") == "earlier"],
        [one for one in found if getattr(one, "why", "") == "linked"],
    )


def _marked(tickets: QuerySet[Ticket], why: str) -> QuerySet[Ticket]:
    return (
        tickets.select_related("state")
        .only("number", "subject", "last_message_at", "state__kind", "state__name")
        .annotate(why=Value(why, CharField()))
    )
