"""A ticket, as other programs see it."""

from typing import Any

from django.db.models import F, OuterRef, Subquery
from django.http import HttpRequest
from django.urls import reverse

from ombud.api.auth import ApiRequest
from ombud.api.linking import sales_links
from ombud.api.schemas.people import ContactRef, RequesterOut, TeamRef, UserRef
from ombud.api.schemas.tickets import (
    LinkOut,
    OrganisationRef,
    OwnerStepOut,
    StateOut,
    TicketOut,
    TicketRow,
)
from ombud.api.show_actions import actions_of
from ombud.api.show_entry import entries_of, show_entry
from ombud.tickets.models import Entry, Ticket, TicketLink, TicketQuerySet
from ombud.tickets.owner_words import words_of
from ombud.users.models import User


def with_columns(tickets: TicketQuerySet) -> TicketQuerySet:
    """With all that a row of a list shows, in one query."""
    newest = Entry.objects.filter(ticket=OuterRef("pk")).order_by("-at", "-id")
    return tickets.select_related(
        "state", "workflow", "team", "assignee", "category", "contact", "organisation"
    ).annotate(
        changed_at=Subquery(newest.values("at")[:1]),
        merged_number=F("merged_into__number"),
    )


def show_whole(request: ApiRequest, pk: int) -> TicketOut:
    """The ticket as it is now, with its timeline."""
    ticket = with_columns(Ticket.objects.all()).get(pk=pk)
    return TicketOut(
        **columns(request, ticket),
        owner_chain=[show_step(row) for row in ticket.owner_chain or []],
        actions=[] if ticket.is_merged else actions_of(ticket, request.auth),
        links=links_of(ticket, request.auth) + sales_links(ticket, request.auth),
        entries=[show_entry(request, ticket, entry) for entry in entries_of(ticket)],
    )


def show_row(request: HttpRequest, ticket: Ticket) -> TicketRow:
    """The ticket in a list."""
    return TicketRow(**columns(request, ticket))


def columns(request: HttpRequest, ticket: Ticket) -> dict[str, Any]:
    """What lists and the whole ticket have in common."""
    return {
        "number": ticket.number,
        "subject": ticket.subject,
        "state": StateOut(
            slug=ticket.state.slug, name=ticket.state.label, kind=ticket.state.kind
        ),
        "type": ticket.workflow.slug,
        "priority": ticket.priority,
        "category": ticket.category.slug if ticket.category else None,
        "team": TeamRef(slug=ticket.team.slug, name=ticket.team.name),
        "assignee": _agent(ticket.assignee),
        "requester": _requester(ticket),
        "organisation": _organisation(ticket),
        "channel": ticket.origin,
        "language": ticket.language or None,
        "tags": ticket.tags,
        "fields": ticket.fields,
        "due_at": ticket.due_at,
        "created_at": ticket.created_at,
        "asleep_until": ticket.asleep_until,
        "deleted_at": ticket.deleted_at,
        "merged_into": getattr(ticket, "merged_number", None),
        "updated_at": getattr(ticket, "changed_at", None) or ticket.created_at,
        "url": request.build_absolute_uri(reverse("api:ticket", args=[ticket.number])),
    }


def show_step(row: dict[str, Any]) -> OwnerStepOut:
    """One step of the search for an owner, also in words."""
    keys = ("step", "of", "name", "outcome", "why")
    return OwnerStepOut(**{k: row.get(k, "") for k in keys}, words=words_of(row))


def links_of(ticket: Ticket, reader: User) -> list[LinkOut]:
    """Only to what this reader may see."""
    visible = Ticket.objects.visible_to(reader).values("pk")
    links = TicketLink.objects.filter(ticket=ticket, other__in=visible)
    found = links.select_related("other__state")
    return [show_link(link.other, link.kind) for link in found]


def show_link(other: Ticket, relation: str) -> LinkOut:
    """A link to that ticket, and where that one stands."""
    return LinkOut(
        kind="ticket",
        number=other.number,
        subject=other.subject,
        relation=relation,
        state=other.state.slug,
    )


def _agent(user: User | None) -> UserRef | None:
    return UserRef(email=user.email, name=user.name) if user else None


def _requester(ticket: Ticket) -> RequesterOut:
    contact = ticket.contact
    return RequesterOut(
        email=ticket.requester_email or None,
        name=ticket.requester_name or None,
        phone=ticket.requester_phone or None,
        contact=ContactRef(id=contact.pk, name=contact.name) if contact else None,
    )


def _organisation(ticket: Ticket) -> OrganisationRef | None:
    company = ticket.organisation
    return OrganisationRef(id=company.pk, name=company.name) if company else None
