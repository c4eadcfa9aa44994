"""POST /tickets/{number}/actions/{slug}, /assignment, and /entries/{id}/undo."""

from ombud.api.tests.conftest import Program
from ombud.tickets.models import Ticket
from ombud.users.models import User


def test_an_action_moves_the_ticket(agnes_calls: Program, ticket: Ticket) -> None:
    answer = agnes_calls.post(f"/tickets/{ticket.number}/actions/solve")
    assert answer.status_code == 200
    found = answer.json()
    assert found["state"]["kind"] == "solved"
    assert found["entries"][-1]["changes"] == {"state": ["new", "solved"]}


def test_what_the_state_forbids_is_a_conflict(
    agnes_calls: Program, ticket: Ticket
) -> None:
    agnes_calls.post(f"/tickets/{ticket.number}/actions/close")
    answer = agnes_calls.post(f"/tickets/{ticket.number}/actions/solve")
    assert answer.status_code == 409
    assert "Closed" in answer.json()["detail"]


def test_what_the_workflow_lacks_is_forbidden(
    agnes_calls: Program, ticket: Ticket
) -> None:
    answer = agnes_calls.post(f"/tickets/{ticket.number}/actions/explode")
    assert answer.status_code == 403


def test_an_action_takes_its_values(
    agnes_calls: Program, ticket: Ticket, bela: User
) -> None:
    wish = {"values": {"agent": bela.email}}
    answer = agnes_calls.post(f"/tickets/{ticket.number}/actions/assign", wish)
    assert answer.json()["assignee"]["email"] == bela.email


def test_values_that_an_action_does_not_take_are_named(
    agnes_calls: Program, ticket: Ticket
) -> None:
    wish = {"values": {"colour": "red"}}
    answer = agnes_calls.post(f"/tickets/{ticket.number}/actions/solve", wish)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "colour"


def test_a_ticket_is_given_and_taken_away(
    agnes_calls: Program, ticket: Ticket, bela: User
) -> None:
    path = f"/tickets/{ticket.number}/assignment"
    given = agnes_calls.post(path, {"agent": bela.email}).json()
    assert given["assignee"]["name"] == "Béla Balogh"
    assert agnes_calls.post(path, {"agent": None}).json()["assignee"] is None
    assert agnes_calls.post(path, {}).status_code == 422


def test_a_ticket_can_be_handed_to_a_team(
    agnes_calls: Program, ticket: Ticket, olaf: User
) -> None:
    path = f"/tickets/{ticket.number}"
    answer = agnes_calls.post(f"{path}/assignment", {"team": "warehouse"})
    assert answer.status_code == 200
    assert (answer.json()["team"]["slug"], answer.json()["actions"]) == (
        "warehouse",
        [],
    )
    assert agnes_calls.get(path).status_code == 404


def test_nobody_outside_the_team_owns_its_ticket(
    agnes_calls: Program, ticket: Ticket, olaf: User
) -> None:
    path = f"/tickets/{ticket.number}/assignment"
    assert agnes_calls.post(path, {"agent": olaf.email}).status_code == 409


def test_an_action_is_taken_back_once(agnes_calls: Program, ticket: Ticket) -> None:
    done = agnes_calls.post(f"/tickets/{ticket.number}/actions/solve").json()
    entry = done["entries"][-1]
    assert entry["undoable"]
    undone = agnes_calls.post(f"/entries/{entry['id']}/undo")
    assert undone.json()["state"]["kind"] == "new"
    assert agnes_calls.post(f"/entries/{entry['id']}/undo").status_code == 409


def test_olaf_acts_on_nothing(olaf_calls: Program, ticket: Ticket) -> None:
    path = f"/tickets/{ticket.number}"
    entry = ticket.entries.get()
    assert olaf_calls.post(f"{path}/actions/solve").status_code == 404
    assert olaf_calls.post(f"{path}/assignment", {"agent": None}).status_code == 404
    assert olaf_calls.post(f"{path}/links", {"number": 1}).status_code == 404
    assert olaf_calls.post(f"/entries/{entry.pk}/undo").status_code == 404
