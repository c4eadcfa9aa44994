"""Addresses of the agents' workspace."""

from collections.abc import Iterator

from django.urls import URLPattern, path

from ombud.sales.bought import SORTS
from ombud.workspace.views import (
    customers,
    fields,
    filters,
    inbox,
    merges,
    new_ticket,
    palette,
    relations,
    requesters,
    responsible,
    returns,
    selection,
    setup,
    ticket,
    types,
)


def of_customer(noun: str) -> Iterator[URLPattern]:
    """The pages of a person, or of a company."""
    of, root = {"noun": noun}, f"{noun}s/<int:pk>/"
    yield path(root, customers.customer, of, name=noun)
    yield path(f"{root}changes/", customers.changes, of, name=f"{noun}-changes")
    for sort in SORTS:
        of_sort = {**of, "sort": sort}
        yield path(f"{root}{sort}/", customers.bought, of_sort, name=f"{noun}-{sort}")


urlpatterns = [
    path("", inbox.home, name="home"),
    # /setup/
    path("setup/", setup.setup, name="setup"),
    path("setup/next/", setup.steps, name="first-steps"),
    path("setup/next/list/", setup.step_list, name="first-steps-list"),
    path("setup/next/dismissal/", setup.dismissal, name="first-steps-dismissal"),
    # /inbox/<view>/
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/<slug:view>/", inbox.inbox, name="inbox-view"),
    path("inbox/<slug:view>/list/", inbox.column, name="inbox-list"),
    path("inbox/<slug:view>/rows/", inbox.rows, name="inbox-rows"),
    path("inbox/<slug:view>/changes/", inbox.changes, name="inbox-changes"),
    path("inbox/<slug:view>/filter/", filters.dialog, name="inbox-filter"),
    path(
        "inbox/<slug:view>/completions/", filters.completions, name="inbox-completions"
    ),
    path("inbox/<slug:view>/count/", filters.count, name="inbox-count"),
    path("inbox/<slug:view>/selection/", selection.selection, name="inbox-selection"),
    # /tickets/new/
    path("tickets/new/", new_ticket.new_ticket, name="ticket-new"),
    path("tickets/new/draft/", new_ticket.keep, name="ticket-new-draft"),
    path("tickets/new/fresh/", new_ticket.fresh, name="ticket-new-fresh"),
    path("tickets/new/type/", new_ticket.opening, name="ticket-new-type"),
    path("tickets/new/callers/", new_ticket.callers, name="ticket-callers"),
    path("tickets/new/orders/", new_ticket.orders, name="ticket-orders"),
    path(
        "tickets/new/open-tickets/",
        new_ticket.open_tickets,
        name="ticket-open-tickets",
    ),
    # /tickets/<number>/
    path("tickets/<int:number>/", ticket.ticket, name="ticket"),
    path("tickets/<int:number>/pane/", ticket.pane, name="ticket-pane"),
    path("tickets/<int:number>/panel/", ticket.panel, name="ticket-panel"),
    path("tickets/<int:number>/merges/", merges.ticket_merges, name="ticket-merges"),
    path(
        "tickets/<int:number>/relations/",
        relations.relations,
        name="ticket-relations",
    ),
    path(
        "tickets/<int:number>/relations/<int:other>/removal/",
        relations.removal,
        name="ticket-relation-removal",
    ),
    path("tickets/<int:number>/type/", types.ticket_type, name="ticket-type"),
    path("tickets/<int:number>/fields/", fields.fields, name="ticket-fields"),
    path(
        "tickets/<int:number>/responsible/<slug:of>/",
        responsible.responsible,
        name="ticket-responsible",
    ),
    path(
        "tickets/<int:number>/requester/", requesters.requester, name="ticket-requester"
    ),
    path("tickets/<int:number>/customer/", requesters.customer, name="ticket-customer"),
    path(
        "tickets/<int:number>/not-stored/",
        requesters.not_stored,
        name="ticket-not-stored",
    ),
    # A customer's own page; the rest of the directory is in customers/urls.py.
    *of_customer("contact"),
    *of_customer("organisation"),
    # /merges/
    path("merges/", merges.merges, name="merges"),
    # /absences/
    path("absences/", returns.newest, name="returns"),
    path("absences/<int:pk>/tickets/", returns.absence_tickets, name="absence-tickets"),
    path("absences/<int:pk>/reclaims/", returns.reclaims, name="absence-reclaims"),
    # The frame
    path("nav-counts/", inbox.nav_counts, name="nav-counts"),
    path("palette/", palette.palette, name="palette"),
]
