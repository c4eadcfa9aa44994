"""GET /tickets/{number}, and its attachments and links."""

from collections.abc import Callable
from typing import Any

import pytest

from ombud.api.tests.conftest import Program
from ombud.tickets.models import Attachment, Ticket
from ombud.tickets.models.attachment import store_blob
from ombud.users.models import User


@pytest.fixture
def photo(ticket: Ticket) -> Attachment:
    entry = ticket.entries.get()
    return Attachment.objects.create(
        entry=entry,
        filename="Foto ü.png",
        content_type="image/png",
        size=4,
        digest=store_blob(b"\x89PNG"),
    )


def test_a_ticket_says_what_may_be_done(agnes_calls: Program, ticket: Ticket) -> None:
    found = agnes_calls.get(f"/tickets/{ticket.number}").json()
    slugs = [action["slug"] for action in found["actions"]]
    assert {"reply", "note", "take", "assign", "solve"} <= set(slugs)
    assert found["state"] == {"slug": "new", "name": "New", "kind": "new"}
    assert found["requester"]["email"] == "zoe@stranger.example"


def test_olaf_sees_nothing(olaf_calls: Program, ticket: Ticket) -> None:
    assert olaf_calls.get(f"/tickets/{ticket.number}").status_code == 404


def test_ines_sees_all(ines_calls: Program, ticket: Ticket) -> None:
    assert ines_calls.get(f"/tickets/{ticket.number}").status_code == 200


def test_a_ticket_costs_the_same_with_many_entries(
    agnes: User,
    agnes_calls: Program,
    ticket: Ticket,
    photo: Attachment,
    django_assert_max_num_queries: Any,
) -> None:
    for number in range(12):
        ticket.note(by=agnes, text=f"Note {number}")
        ticket.reply(by=agnes, text=f"Reply {number}")
    agnes_calls.get("/teams")
    with django_assert_max_num_queries(9):
        found = agnes_calls.get(f"/tickets/{ticket.number}").json()
    assert len(found["entries"]) == 25


def test_an_attachment_is_had_with_the_token(
    agnes_calls: Program, ticket: Ticket, photo: Attachment
) -> None:
    entry = agnes_calls.get(f"/tickets/{ticket.number}").json()["entries"][0]
    (file,) = entry["attachments"]
    assert (file["filename"], file["size"]) == ("Foto ü.png", 4)
    answer = agnes_calls.get(file["url"].partition("/api/v1")[2])
    assert answer.content == b"\x89PNG"
    assert answer["Content-Disposition"].startswith("attachment")


def test_olaf_gets_no_attachment(olaf_calls: Program, photo: Attachment) -> None:
    assert olaf_calls.get(f"/attachments/{photo.pk}").status_code == 404


def test_linked_tickets_show_each_other(
    agnes_calls: Program, make_ticket: Callable[..., Ticket]
) -> None:
    one, two = make_ticket("One"), make_ticket("Two")
    wish = {"kind": "ticket", "number": two.number}
    for _ in range(2):
        answer = agnes_calls.post(f"/tickets/{one.number}/links", wish)
        assert answer.status_code == 201
    expected = {"kind": "ticket", "number": one.number, "subject": "One"}
    expected |= {"relation": "related", "state": "new"}
    expected |= dict.fromkeys(("reason", "sureness"))
    assert agnes_calls.get(f"/tickets/{two.number}").json()["links"] == [expected]
    assert one.entries.filter(verb="linked").count() == 1


def test_what_is_not_seen_cannot_be_linked(
    agnes_calls: Program, olaf: User, make_ticket: Callable[..., Ticket]
) -> None:
    one, two = make_ticket("One"), make_ticket("Two")
    two.team = olaf.teams.get()
    two.save(update_fields=["team"])
    wish = {"number": two.number}
    assert agnes_calls.post(f"/tickets/{one.number}/links", wish).status_code == 422
    wish = {"number": one.number}
    assert agnes_calls.post(f"/tickets/{one.number}/links", wish).status_code == 422
