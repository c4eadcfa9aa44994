"""Who a ticket is about, and what else there is of them."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db.models import CharField, F, QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext as _

from ombud.channels.models import Kind
from ombud.core.prepared import Prepared
from ombud.customers.models import Contact, Organisation
from ombud.lib.phone import readable
from ombud.sales.beside import Beside
from ombud.tickets.models import Sight, Ticket
from ombud.tickets.models.link import RELATED
from ombud.tickets.names import Names
from ombud.tickets.retyping import may_retype
from ombud.users.models import User
from ombud.users.permissions import Permission
from ombud.workflows.known import KnownFields, known_types
from ombud.workflows.models import Field
from ombud.workspace.known import Known, known_of
from ombud.workspace.relations import RELATIONS
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


@dataclass(frozen=True)
class Panel:
    """The column about the customer."""

    ticket: Ticket
    reader: User
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
        found = getattr(self.ticket, "contact_phones", None) or []
        number = found[0]["number"] if found else self.ticket.requester_phone
        return readable(number)

    @property
    def responsible(self) -> list[Responsible]:
        """Who looks after the customer, and after their company."""
        found = []
        if self.contact:
            name = getattr(self.ticket, "contact_agent", None)
            found.append(Responsible("contact", name))
        if self.ticket.organisation_id:
            name = getattr(self.ticket, "company_agent", None)
            found.append(Responsible("organisation", name))
        return found

    @property
    def company(self) -> Organisation | None:
        """Whose matter it is, where the directory knows the company."""
        return self.ticket.organisation

    @property
    def matched_by(self) -> str:
        """By which key they were found."""
        return self.ticket.get_matched_by_display() if self.ticket.matched_by else ""

    @cached_property
    def facts(self) -> list[Known]:
        """What the directory knows, for those who may see it; no query."""
        if not self.reader.may(Permission.SEE_CUSTOMERS):
            return []
        return known_of(self.ticket, self.reader)

    @property
    def may_add(self) -> bool:
        """Whether the reader may say who it is."""
        may_edit = self.reader.may(Permission.EDIT_CUSTOMERS)
        return may_edit and self.ticket.may_act(self.reader)

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

    @cached_property
    def fields(self) -> list[tuple[Field, str]]:
        """Its custom fields as people read them: what is filled in, in their order."""
        if not self.ticket.fields:
            return []
        names = Names.of_workflow(self.ticket.workflow_id)
        return [
            (field, names.value(field, self.ticket.fields[slug]))
            for slug, field in KnownFields.read().by_slug.items()
            if slug in self.ticket.fields
        ]

    @property
    def may_edit(self) -> bool:
        """Whether the reader may fill in fields, where its type has any."""
        has_any = self.fields or KnownFields.read().of_workflow(self.ticket.workflow_id)
        return bool(has_any) and self.ticket.may_alter(self.reader)

    @cached_property
    def beside(self) -> Beside:
        """Their orders, invoices and warranties."""
        return Beside.of(self.ticket, self.reader)

    @property
    def has_types(self) -> bool:
        """Whether tickets differ in their type."""
        return len(known_types()) > 1

    @property
    def may_retype(self) -> bool:
        """Whether the reader may give it another type."""
        return may_retype(self.ticket, self.reader)

    @property
    def relations(self) -> list[tuple[str, str, list[Ticket]]]:
        """What is linked, by what it is to this ticket."""
        found: dict[str, list[Ticket]] = {}
        for one in self.linked:
            found.setdefault(getattr(one, "link", RELATED), []).append(one)
        order = {kind: place for place, kind in enumerate(RELATIONS)}
        kinds = sorted(found, key=lambda kind: order.get(kind, len(order)))
        return [(kind, str(RELATIONS.get(kind, "")), found[kind]) for kind in kinds]

    @property
    def live(self) -> str:
        """On which news what is linked is shown anew: theirs too."""
        numbers = [self.ticket.number, *(one.number for one in self.linked)]
        return ", ".join(f"sse:ticket-{number} delay:300ms" for number in numbers)

    @property
    def url(self) -> str:
        """The fragment that shows it again."""
        return reverse("ticket-panel", args=[self.ticket.number])


def panel_of(ticket: Ticket, reader: User) -> Panel:
    """All of it by one query; the addresses come with the ticket of `get_ticket`."""
    earlier, linked = _others(ticket, reader)
    return Panel(ticket, reader, _emails(ticket), earlier, linked)


def _emails(ticket: Ticket) -> list[str]:
    """Theirs, the main one first; the ticket's own where the directory has none."""
    own = [ticket.requester_email] if ticket.requester_email else []
    return getattr(ticket, "contact_emails", None) or own


def _others(ticket: Ticket, reader: User) -> tuple[list[Ticket], list[Ticket]]:
    found = _OTHERS.rows(
        Sight.of(reader),
        bool(ticket.contact_id),
        bool(ticket.requester_email),
        reader=reader.pk,
        ticket=ticket.pk,
        contact=ticket.contact_id or 0,
        # As the look-up wants it: see TicketQuerySet.of_person.
        email=ticket.requester_email.lower(),
    )
    return (
        [one for one in found if getattr(one, "why", "") == "earlier"],
        [one for one in found if getattr(one, "why", "") == "linked"],
    )


def _both(
    sight: Sight,
    has_contact: bool,  # noqa: FBT001  # part of the shape
    has_email: bool,  # noqa: FBT001  # part of the shape
    *,
    reader: int,
    ticket: int,
    contact: int,
    email: str,
) -> QuerySet[Ticket]:
    visible = Ticket.objects.visible_to(sight.reader(reader))
    earlier = visible.of_person(
        Contact(pk=contact) if has_contact else None, email if has_email else ""
    )
    earlier = earlier.exclude(pk=ticket).newest_first()
    linked = visible.filter(linked_from__ticket=ticket).newest_first()
    what = F("linked_from__kind")
    return _marked(earlier, "earlier", Value("", CharField()))[:EARLIER].union(
        _marked(linked, "linked", what)[:LINKED], all=True
    )


_OTHERS = Prepared(_both)


def _marked(tickets: QuerySet[Ticket], why: str, what: Any) -> QuerySet[Ticket]:
    return (
        tickets.select_related("state")
        .only("number", "subject", "last_message_at", "state__kind", "state__name")
        .annotate(why=Value(why, CharField()), link=what)
    )
