"""Each page shows exactly what the matrix lets its reader see, whoever came before."""

from collections.abc import Callable

import pytest
from django.test import Client

from ombud.testing.factories import make_contact, make_state, make_team, make_ticket
from ombud.tickets.counting import COUNTED, counts_for
from ombud.tickets.lists import BY_SLUG
from ombud.tickets.models import Ticket
from ombud.users.models import Role, Team, User
from ombud.users.permissions import Permission
from ombud.workflows.models import Right

pytestmark = pytest.mark.django_db
# Agnes' team is barred from waiting tickets, the accountant sees nothing else, and
# nobody but Béla's second role tells him from Agnes.
READERS = ["agnes", "bela", "accountant", "olaf", "ines"]
SEEN = {
    "agnes": {"Kettle"},
    "bela": {"Kettle", "Invoice", "Pallet"},
    "accountant": {"Invoice", "Pallet"},
    "olaf": {"Shelf"},
    "ines": {"Kettle", "Invoice", "Pallet", "Shelf"},
}
PARTS = ["", "pane/", "panel/", "header/", "timeline/"]


@pytest.fixture
def people(  # everybody who looks
    agnes: User, bela: User, olaf: User, ines: User, agent_role: Role
) -> dict[str, User]:
    accountant = User.objects.create_user("eva@ombud.example", name="Eva Ebner")
    accountant.roles.add(agent_role)
    make_team("accounts", accountant)
    return {
        "agnes": agnes,
        "bela": bela,
        "accountant": accountant,
        "olaf": olaf,
        "ines": ines,
    }


@pytest.fixture
def tickets(people: dict[str, User], support: Team, warehouse: Team) -> list[Ticket]:
    """Four matters of one customer, and who may see a waiting one."""
    carla = make_contact("Carla Conti", "carla@example.com")
    made = [
        make_ticket("Kettle", contact=carla, team=support),
        make_ticket("Invoice", contact=carla, team=support, state="waiting"),
        make_ticket("Pallet", contact=carla, team=warehouse, state="waiting"),
        make_ticket("Shelf", contact=carla, team=warehouse),
    ]
    made[0].link_to(made[1], by=people["ines"])
    made[1].link_to(made[2], by=people["ines"])
    allow("waiting", team=make_team("accounts"))
    lead = Role.objects.create(
        slug="lead", name="Lead", permissions=[Permission.WORK_TICKETS]
    )
    people["bela"].roles.add(lead)
    allow("waiting", role=lead)
    return made


def allow(state: str | None, **whom: object) -> Right:
    found = make_state(state or "new")
    return Right.objects.create(workflow=found.workflow, state=found, **whom)


def again(user: User) -> User:
    """As a new request has them."""
    return User.objects.get(pk=user.pk)


def visible(user: User) -> set[str]:
    found = Ticket.objects.visible_to(again(user))
    return set(found.values_list("subject", flat=True))


def listed(client: Client, view: str = "all") -> set[str]:
    groups = client.get(f"/inbox/{view}/").context["listing"].groups
    return {row.subject for group in groups for row in group.rows}


def others(client: Client, ticket: Ticket) -> tuple[set[str], set[str]]:
    panel = client.get(f"/tickets/{ticket.number}/panel/").context["panel"]
    return (
        {one.subject for one in panel.earlier},
        {one.subject for one in panel.linked},
    )


def found(client: Client, words: str) -> set[str]:
    groups = client.get("/palette/", {"q": words}).context["groups"]
    hits = [hit for group in groups for hit in group.hits]
    return {hit.label for hit in hits if hit.url.startswith("/tickets/")}


@pytest.mark.parametrize("name", READERS)
def test_the_cast_sees_what_this_page_says(people, tickets, name: str) -> None:
    assert visible(people[name]) == SEEN[name]


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("view", list(BY_SLUG))
def test_a_list_holds_what_its_reader_may_see(
    people, tickets, client_of, name: str, view: str
) -> None:
    wanted = BY_SLUG[view].tickets(again(people[name]))
    assert listed(client_of(people[name]), view) == {one.subject for one in wanted}


@pytest.mark.parametrize("name", READERS)
def test_counters_count_what_their_reader_may_see(people, tickets, name: str) -> None:
    counts = counts_for(again(people[name]))
    for slug, each in COUNTED.items():
        assert counts[slug] == each.tickets(again(people[name])).count()


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("part", PARTS)
def test_a_ticket_opens_for_who_may_see_it(
    people, tickets, client_of, name: str, part: str
) -> None:
    client = client_of(people[name])
    for ticket in tickets:
        wanted = 200 if ticket.subject in SEEN[name] else 404
        assert client.get(f"/tickets/{ticket.number}/{part}").status_code == wanted


@pytest.mark.parametrize("name", READERS)
def test_the_panel_shows_other_tickets_its_reader_may_see(
    people, tickets, client_of, name: str
) -> None:
    client = client_of(people[name])
    for ticket in (one for one in tickets if one.subject in SEEN[name]):
        linked = set(ticket.links.values_list("other__subject", flat=True))
        wanted = SEEN[name] - {ticket.subject}, linked & SEEN[name]
        assert others(client, ticket) == wanted


@pytest.mark.parametrize("name", READERS)
def test_the_palette_finds_what_its_reader_may_see(
    people, tickets, client_of, name: str
) -> None:
    client = client_of(people[name])
    assert found(client, "carla") == found(client, "carla@example.com") == SEEN[name]
    for ticket in tickets:
        assert found(client, f"#{ticket.number}") == {ticket.subject} & SEEN[name]


def test_readers_take_turns_and_nobody_gets_what_another_saw(
    people, tickets, client_of: Callable[[User], Client]
) -> None:
    clients = {name: client_of(people[name]) for name in READERS}
    for name in (*READERS, *reversed(READERS), *READERS):
        assert listed(clients[name]) == SEEN[name]
        for ticket in tickets:
            status = clients[name].get(f"/tickets/{ticket.number}/").status_code
            assert (status == 200) == (ticket.subject in SEEN[name])


def test_of_two_in_one_team_each_has_their_own_buttons(
    people, tickets, client_of: Callable[[User], Client]
) -> None:
    state = make_state("new")
    wait = state.workflow.actions.get(slug="wait")
    lead = Role.objects.get(slug="lead")
    Right.objects.create(workflow=state.workflow, state=state, action=wait, role=lead)
    agnes, bela = (client_of(people[name]) for name in ("agnes", "bela"))
    page = f"/tickets/{tickets[0].number}/"
    has = [b"/wait/" in one.get(page).content for one in (bela, agnes, bela, agnes)]
    assert has == [True, False, True, False]


def test_a_new_line_of_the_matrix_holds_from_the_next_page_on(
    people, tickets, client_of: Callable[[User], Client], support: Team
) -> None:
    agnes = client_of(people["agnes"])
    assert (listed(agnes), counts_for(again(people["agnes"]))["open"]) == (
        {"Kettle"},
        1,
    )
    right = allow("waiting", team=support)
    assert listed(agnes) == {"Kettle", "Invoice", "Pallet"}
    assert counts_for(again(people["agnes"]))["open"] == 3
    right.delete()
    assert agnes.get(f"/tickets/{tickets[1].number}/").status_code == 404
    assert listed(agnes) == {"Kettle"}
