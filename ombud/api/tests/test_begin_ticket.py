"""POST /tickets."""

from collections.abc import Callable
from typing import Any

import pytest

from ombud.api.tests.conftest import Program
from ombud.channels.models import Channel, Delivery
from ombud.customers.models import Contact
from ombud.tickets.models import Ticket
from ombud.users.models import Team, User
from ombud.workflows.models import Field, FieldUse
from ombud.workflows.starting import starter

WISH: dict[str, Any] = {
    "subject": "The pump hums",
    "text": "Since Monday.",
    "requester": {"email": "zoe@stranger.example", "name": "Zoe Zander"},
}


@pytest.fixture(autouse=True)
def _house(mailbox: Channel) -> None:
    """A mailbox, a workflow."""


def test_a_ticket_begins_with_what_the_requester_says(agnes_calls: Program) -> None:
    answer = agnes_calls.post("/tickets", WISH)
    assert answer.status_code == 201
    made = answer.json()
    entry = made["entries"][0]
    assert (made["subject"], made["state"]["kind"]) == ("The pump hums", "new")
    assert made["team"]["slug"] == "support"
    assert (entry["kind"], entry["direction"], entry["text"]) == (
        "message",
        "in",
        "Since Monday.",
    )
    assert entry["author"] == {
        "kind": "requester",
        "name": "Zoe Zander",
        "email": "zoe@stranger.example",
    }
    assert answer["Location"].endswith(f"/api/v1/tickets/{made['number']}")
    assert made["created_at"].endswith("Z")


def test_lists_show_it_as_news(agnes_calls: Program) -> None:
    agnes_calls.post("/tickets", WISH)
    ticket = Ticket.objects.get()
    assert (ticket.last_kind, ticket.last_preview) == ("in", "Since Monday.")
    assert ticket.last_in_at == ticket.last_message_at


def test_a_known_address_becomes_its_contact(
    agnes_calls: Program, carla: Contact
) -> None:
    wish = WISH | {"requester": {"email": "CARLA@example.com"}}
    made = agnes_calls.post("/tickets", wish).json()
    assert made["requester"]["contact"] == {"id": carla.pk, "name": "Carla Conti"}
    assert made["organisation"]["name"] == "Example"


def test_the_origin_is_kept(agnes_calls: Program) -> None:
    phone = {"requester": {"phone": "+49 30 901820"}, "channel": "phone"}
    made = agnes_calls.post("/tickets", WISH | phone).json()
    assert (made["channel"], made["entries"][0]["channel"]) == ("phone", "phone")
    assert made["requester"]["phone"] == "+49 30 901820"


def test_html_is_made_safe(agnes_calls: Program) -> None:
    wish = WISH | {"text": "", "html": "<p>Hi<script>alert(1)</script></p>"}
    entry = agnes_calls.post("/tickets", wish).json()["entries"][0]
    assert "script" not in entry["html"]
    assert entry["text"] == "Hi"


def test_priority_tags_fields_and_assignee_are_taken(
    agnes_calls: Program, bela: User
) -> None:
    field = Field.objects.create(slug="serial", name="Serial number", kind="text")
    FieldUse.objects.create(workflow=starter("support"), field=field)
    more = {
        "priority": "urgent",
        "tags": ["leak"],
        "fields": {"serial": "B2-1"},
        "assignee": bela.email,
    }
    made = agnes_calls.post("/tickets", WISH | more).json()
    assert (made["priority"], made["tags"]) == ("urgent", ["leak"])
    assert made["fields"] == {"serial": "B2-1"}
    assert made["assignee"]["email"] == bela.email


def test_nobody_is_written_to_unless_asked_for(agnes_calls: Program) -> None:
    agnes_calls.post("/tickets", WISH)
    assert not Delivery.objects.exists()
    agnes_calls.post("/tickets", WISH | {"send_auto_reply": True})
    assert Delivery.objects.get().recipients == ["zoe@stranger.example"]


def test_the_same_key_makes_one_ticket(agnes_calls: Program) -> None:
    key = {"Idempotency-Key": "shop-77"}
    first = agnes_calls.post("/tickets", WISH, **key)
    second = agnes_calls.post("/tickets", WISH, **key)
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json()["number"] == second.json()["number"]
    assert second["Idempotent-Replayed"] == "true"
    assert Ticket.objects.count() == 1


def test_the_same_key_for_another_wish_is_refused(agnes_calls: Program) -> None:
    key = {"Idempotency-Key": "shop-77"}
    agnes_calls.post("/tickets", WISH, **key)
    answer = agnes_calls.post("/tickets", WISH | {"subject": "Another"}, **key)
    assert answer.status_code == 422
    assert Ticket.objects.count() == 1


def test_a_call_that_failed_leaves_its_key_free(agnes_calls: Program) -> None:
    key = {"Idempotency-Key": "shop-77"}
    wrong = WISH | {"team": "nowhere"}
    assert agnes_calls.post("/tickets", wrong, **key).status_code == 422
    assert agnes_calls.post("/tickets", WISH, **key).status_code == 201


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"subject": ""}, "subject"),
        ({"text": ""}, "text"),
        ({"requester": {}}, "requester"),
        ({"requester": {"email": "zoe"}}, "requester.email"),
        ({"channel": "pigeon"}, "channel"),
        ({"team": "nowhere"}, "team"),
        ({"assignee": "nobody@ombud.example"}, "assignee"),
        ({"colour": "red"}, "colour"),
        ({"tags": "leak"}, "tags"),
    ],
)
def test_what_is_wrong_is_named(
    agnes_calls: Program, change: dict[str, Any], field: str
) -> None:
    answer = agnes_calls.post("/tickets", WISH | change)
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    (fault,) = answer.json()["errors"]
    assert fault["field"] == field
    assert fault["message"].endswith(".")
    assert not Ticket.objects.exists()


def test_a_field_that_is_missing_is_named(agnes_calls: Program) -> None:
    answer = agnes_calls.post("/tickets", {"subject": "Hi", "text": "Hi"})
    assert answer.json()["errors"] == [
        {"field": "requester", "message": "This is missing."}
    ]


def test_olaf_begins_no_ticket_in_a_team_of_others(
    olaf_calls: Program, support: Team
) -> None:
    answer = olaf_calls.post("/tickets", WISH | {"team": support.slug})
    assert answer.status_code == 403
    assert answer.json()["detail"] == "You do not work in the team Support."


def test_an_agent_of_another_team_cannot_be_given_it(
    agnes_calls: Program, olaf: User
) -> None:
    answer = agnes_calls.post("/tickets", WISH | {"assignee": olaf.email})
    assert answer.json()["errors"][0]["field"] == "assignee"


def test_without_a_token_nothing_begins(nobody_calls: Program) -> None:
    assert nobody_calls.post("/tickets", WISH).status_code == 401
    assert not Ticket.objects.exists()


def test_a_body_that_is_no_json_is_told(
    agnes: User, program: Callable[..., Program]
) -> None:
    caller = program(agnes)
    answer = caller._client.post("/api/v1/tickets", "{", "application/json")
    assert answer.status_code == 400
    assert answer.json()["detail"].endswith(".")
