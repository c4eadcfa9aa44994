"""POST /tickets/{number}/merges and /splits, DELETE /merges/{id}."""

import pytest

from ombud.testing.factories import make_message, make_ticket
from ombud.tickets.models import Ticket


@pytest.fixture
def other(ticket) -> Ticket:
    found = make_ticket("Kettle again", team=ticket.team)
    make_message(found, "It smells.")
    return found


def merged(calls, ticket: Ticket, *others: Ticket):
    numbers = [one.number for one in others]
    return calls.post(f"/tickets/{ticket.number}/merges", {"from": numbers})


def test_a_merge_and_its_way_back(agnes_calls, ticket, other):
    answer = merged(agnes_calls, ticket, other)
    assert answer.status_code == 201
    told = answer.json()
    assert (told["number"], told["from"]) == (ticket.number, [other.number])
    whole = agnes_calls.get(f"/tickets/{ticket.number}").json()
    assert "It smells." in [entry["text"] for entry in whole["entries"]]
    assert agnes_calls.delete(f"/merges/{told['id']}").status_code == 204
    back = agnes_calls.get(f"/tickets/{other.number}").json()
    assert (back["merged_into"], back["entries"][0]["text"]) == (None, "It smells.")
    assert agnes_calls.delete(f"/merges/{told['id']}").status_code == 409


def test_an_old_number_says_where_it_stands_and_calls_go_there(
    agnes_calls, ticket, other
):
    merged(agnes_calls, ticket, other)
    old = agnes_calls.get(f"/tickets/{other.number}").json()
    assert (old["number"], old["merged_into"]) == (other.number, ticket.number)
    assert [entry["text"] for entry in old["entries"]] == ["It smells."]
    assert old["actions"] == []
    agnes_calls.post(f"/tickets/{other.number}/notes", {"text": "Seen."})
    assert ticket.entries.filter(kind="note", text="Seen.").exists()
    listed = agnes_calls.get("/tickets").json()["items"]
    assert [row["number"] for row in listed] == [ticket.number]


def test_what_cannot_be_merged_is_told(agnes_calls, ticket, other):
    assert merged(agnes_calls, ticket, ticket).status_code == 409
    missing = agnes_calls.post(f"/tickets/{ticket.number}/merges", {"from": [7]})
    assert missing.status_code == 422
    assert "You see no ticket #7." in missing.text
    merged(agnes_calls, ticket, other)
    again = merged(agnes_calls, ticket, other)
    assert (again.status_code, "already" in again.text) == (409, True)


def test_olaf_neither_merges_nor_parts(agnes_calls, olaf_calls, ticket, other):
    assert merged(olaf_calls, ticket, other).status_code == 404
    pk = merged(agnes_calls, ticket, other).json()["id"]
    assert olaf_calls.delete(f"/merges/{pk}").status_code == 404
    assert olaf_calls.get(f"/tickets/{other.number}").status_code == 404


def test_without_a_token_nothing(nobody_calls, ticket, other):
    assert merged(nobody_calls, ticket, other).status_code == 401


def test_a_split_gives_the_new_ticket(agnes_calls, ticket, other):
    message = make_message(other, "Another matter.")
    path = f"/tickets/{other.number}/splits"
    answer = agnes_calls.post(path, {"entries": [message.pk], "subject": "Grinder"})
    assert answer.status_code == 201
    new = answer.json()
    assert (new["subject"], new["entries"][0]["text"]) == ("Grinder", "Another matter.")
    assert new["links"][0]["number"] == other.number
    assert agnes_calls.post(path, {"entries": [message.pk]}).status_code == 409
