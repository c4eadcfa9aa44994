"""Templates over the API: made, filled in, and never sent half."""

from ombud.api.tests.conftest import Program
from ombud.knowledge.models import Template
from ombud.testing.knowledge import make_template
from ombud.tickets.models import Ticket
from ombud.users.models import Role
from ombud.users.permissions import Permission

WISH = {
    "name": "Greeting",
    "texts": {"en": {"text": "Dear {{ customer.first_name }}"}},
}


def let_write(role: Role) -> None:
    role.permissions = [*role.permissions, Permission.WRITE_TEMPLATES]
    role.save()


def test_a_template_is_made(agnes_calls: Program, agent_role: Role) -> None:
    let_write(agent_role)
    answer = agnes_calls.post("/templates", WISH)
    assert (answer.status_code, answer.json()["slug"]) == (201, "greeting")
    assert Template.objects.get().versions.count() == 1


def test_what_nobody_knows_is_named(agnes_calls: Program, agent_role: Role) -> None:
    let_write(agent_role)
    wish = {**WISH, "texts": {"en": {"text": "{{ customer.shoe }}"}}}
    answer = agnes_calls.post("/templates", wish)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "texts.en"


def test_who_may_not_write_makes_none(olaf_calls: Program) -> None:
    assert olaf_calls.post("/templates", WISH).status_code == 403


def test_it_is_filled_in_and_says_what_is_missing(
    agnes_calls: Program, ticket: Ticket
) -> None:
    one = make_template(html="<p>{{ customer.first_name }} {{ ask.day }}</p>")
    path, wish = f"/templates/{one.slug}/render", {"ticket": ticket.number}
    said = agnes_calls.post(path, wish).json()
    assert said["missing"] == ["ask.day"]
    assert said["text"] == "Zoe {{ ask.day }}"


def test_olaf_fills_in_nothing_on_tickets_of_others(
    olaf_calls: Program, ticket: Ticket
) -> None:
    path = f"/templates/{make_template().slug}/render"
    assert olaf_calls.post(path, {"ticket": ticket.number}).status_code == 404


def test_a_gap_is_not_sent(agnes_calls: Program, ticket: Ticket) -> None:
    path = f"/tickets/{ticket.number}/replies"
    answer = agnes_calls.post(path, {"text": "Dear {{ customer.first_name }}"})
    assert answer.status_code == 422
    assert "customer.first_name" in answer.json()["errors"][0]["message"]
