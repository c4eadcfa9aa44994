"""The people every test knows."""

from collections.abc import Callable

import pytest
from django.test import Client

from ombud.customers.models import Contact, Organisation
from ombud.users.models import Role, Team, User
from ombud.users.permissions import Permission

PASSWORD = "correct horse battery"
ZOE = "zoe@stranger.example"
AGENT_MAY = [Permission.WORK_TICKETS, Permission.MAKE_TAGS]


@pytest.fixture
def support(db: None) -> Team:
    """The team of agnes and bela."""
    return Team.objects.get_or_create(slug="support", defaults={"name": "Support"})[0]


@pytest.fixture
def warehouse(db: None) -> Team:
    """The team of olaf."""
    defaults = {"name": "Warehouse"}
    return Team.objects.get_or_create(slug="warehouse", defaults=defaults)[0]


@pytest.fixture
def agent_role(db: None) -> Role:
    """Works on the tickets of their own teams."""
    return _role("agent", "Agent", AGENT_MAY)


@pytest.fixture
def owner_role(db: None) -> Role:
    """May do everything."""
    return _role("owner", "Owner", list(Permission))


@pytest.fixture
def agnes(support: Team, agent_role: Role) -> User:
    """An agent in the Support team."""
    return _user("agnes", "Agnes Adler", agent_role, support)


@pytest.fixture
def bela(support: Team, agent_role: Role) -> User:
    """Agnes' colleague."""
    return _user("bela", "Béla Balogh", agent_role, support)


@pytest.fixture
def olaf(warehouse: Team, agent_role: Role) -> User:
    """An agent of another team, who must see nothing of Support's."""
    return _user("olaf", "Olaf Olsen", agent_role, warehouse)


@pytest.fixture
def ines(owner_role: Role) -> User:
    """Owns the installation: all permissions, no team."""
    return _user("ines", "Inés Ibarra", owner_role)


@pytest.fixture
def carla(db: None) -> Contact:
    """A customer."""
    return _contact("carla@example.com", "Carla Conti")


@pytest.fixture
def carlos(db: None) -> Contact:
    """Carla's colleague in the same organisation."""
    return _contact("carlos@example.com", "Carlos Cruz")


@pytest.fixture
def zoe() -> str:
    """A stranger: an address, and nothing more."""
    return ZOE


@pytest.fixture
def client_of() -> Callable[[User], Client]:
    """A test client that is signed in as that user."""
    return _client_of


@pytest.fixture
def agnes_client(agnes: User) -> Client:
    """Agnes at her desk."""
    return _client_of(agnes)


@pytest.fixture
def bela_client(bela: User) -> Client:
    """Béla at his desk."""
    return _client_of(bela)


@pytest.fixture
def olaf_client(olaf: User) -> Client:
    """Olaf at his desk."""
    return _client_of(olaf)


@pytest.fixture
def ines_client(ines: User) -> Client:
    """Inés at her desk."""
    return _client_of(ines)


@pytest.fixture
def outsider_client(db: None) -> Client:
    """Somebody who is not signed in."""
    return Client()


def keeps_customers(user: User) -> User:
    """They see and change the directory too."""
    may = [Permission.SEE_CUSTOMERS, Permission.EDIT_CUSTOMERS]
    user.roles.add(_role("keeper", "Keeper", may))
    return user


def _role(slug: str, name: str, permissions: list[Permission]) -> Role:
    role, _ = Role.objects.get_or_create(slug=slug, defaults={"name": name})
    if set(role.permissions) != set(permissions):
        role.permissions = [str(permission) for permission in permissions]
        role.save(update_fields=["permissions"])
    return role


def _user(first: str, name: str, role: Role, team: Team | None = None) -> User:
    user = User.objects.create_user(f"{first}@ombud.example", PASSWORD, name=name)
    user.roles.add(role)
    if team:
        team.members.add(user)
    return user


def _contact(email: str, name: str) -> Contact:
    organisation, _ = Organisation.objects.get_or_create(name="Example")
    contact = Contact.objects.create(name=name, organisation=organisation)
    contact.addresses.create(address=email, is_main=True)
    return contact


def _client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client
