"""Contacts and organisations: list, add, read, change; many responsible at once."""

from ninja import Query, Router

from ombud.api.auth import ApiRequest, require
from ombud.api.finding import agent_of
from ombud.api.keeping import found, keep
from ombud.api.schemas.customers import (
    ContactIn,
    ContactOut,
    Contacts,
    DirectoryFilter,
    Entrusted,
    Entrusting,
    OrganisationIn,
    OrganisationOut,
    Organisations,
)
from ombud.api.show_customer import show, show_contact, show_organisation
from ombud.customers.entrusting import entrust
from ombud.customers.kinds import COMPANIES, PEOPLE, Kind
from ombud.customers.listing import Listing, cursor
from ombud.users.permissions import Permission

router = Router(tags=["Customers"])
SEE, EDIT = Permission.SEE_CUSTOMERS, Permission.EDIT_CUSTOMERS


@router.get("/contacts", response=Contacts, summary="List contacts")
def contacts(request: ApiRequest, wish: Query[DirectoryFilter]) -> Contacts:
    """By name; `q` finds by name, address, phone, number or company."""
    listing = _listing(request, PEOPLE, wish)
    items = [show_contact(one) for one in listing.rows]
    return Contacts(items=items, next=_next(listing))


@router.post("/contacts", response={201: ContactOut}, summary="Add a contact")
def add_contact(request: ApiRequest, wish: ContactIn) -> tuple[int, object]:
    """A person; `organisation` is an id, or a name that may be new."""
    require(request.auth, EDIT)
    made = keep(PEOPLE, PEOPLE.model(), wish, by=request.auth)
    return 201, show(found(request, PEOPLE, made.pk))


@router.post("/contacts/responsible", response=Entrusted, summary="Entrust contacts")
def entrust_contacts(request: ApiRequest, wish: Entrusting) -> Entrusted:
    """One agent looks after many people from now on."""
    return _entrust(request, PEOPLE, wish)


@router.get("/contacts/{int:pk}", response=ContactOut, summary="Read a contact")
def contact(request: ApiRequest, pk: int) -> object:
    """Whoever was merged is answered as the survivor."""
    require(request.auth, SEE)
    return show(found(request, PEOPLE, pk))


@router.patch("/contacts/{int:pk}", response=ContactOut, summary="Change a contact")
def change_contact(request: ApiRequest, pk: int, wish: ContactIn) -> object:
    """What is left out stays; a list that is given replaces the whole list."""
    require(request.auth, EDIT)
    keep(PEOPLE, found(request, PEOPLE, pk), wish, by=request.auth)
    return show(found(request, PEOPLE, pk))


@router.get("/organisations", response=Organisations, summary="List organisations")
def organisations(request: ApiRequest, wish: Query[DirectoryFilter]) -> Organisations:
    """By name; `q` finds by name, number or domain."""
    listing = _listing(request, COMPANIES, wish)
    items = [show_organisation(one) for one in listing.rows]
    return Organisations(items=items, next=_next(listing))


@router.post(
    "/organisations", response={201: OrganisationOut}, summary="Add an organisation"
)
def add_organisation(request: ApiRequest, wish: OrganisationIn) -> tuple[int, object]:
    """A company."""
    require(request.auth, EDIT)
    made = keep(COMPANIES, COMPANIES.model(), wish, by=request.auth)
    return 201, show(found(request, COMPANIES, made.pk))


@router.post(
    "/organisations/responsible", response=Entrusted, summary="Entrust organisations"
)
def entrust_organisations(request: ApiRequest, wish: Entrusting) -> Entrusted:
    """One agent looks after many companies from now on."""
    return _entrust(request, COMPANIES, wish)


@router.get(
    "/organisations/{int:pk}", response=OrganisationOut, summary="Read an organisation"
)
def organisation(request: ApiRequest, pk: int) -> object:
    """What was merged is answered as the survivor."""
    require(request.auth, SEE)
    return show(found(request, COMPANIES, pk))


@router.patch(
    "/organisations/{int:pk}",
    response=OrganisationOut,
    summary="Change an organisation",
)
def change_organisation(request: ApiRequest, pk: int, wish: OrganisationIn) -> object:
    """What is left out stays; a list that is given replaces the whole list."""
    require(request.auth, EDIT)
    keep(COMPANIES, found(request, COMPANIES, pk), wish, by=request.auth)
    return show(found(request, COMPANIES, pk))


def _listing(request: ApiRequest, kind: Kind, wish: DirectoryFilter) -> Listing:
    require(request.auth, SEE)
    return Listing.asked(kind, request.auth, wish.model_dump())


def _next(listing: Listing) -> str | None:
    last = listing.rows[-1] if listing.next_url else None
    return cursor(last.name, last.pk) if last else None


def _entrust(request: ApiRequest, kind: Kind, wish: Entrusting) -> Entrusted:
    require(request.auth, EDIT)
    agent = agent_of(wish.agent, "agent")
    seen = kind.model.objects.visible_to(request.auth).filter(pk__in=wish.ids)
    return Entrusted(changed=entrust(seen, agent, by=request.auth))
