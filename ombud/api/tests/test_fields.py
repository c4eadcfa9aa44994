"""Types, categories and custom fields over the API: as in the browser."""

from base64 import b64encode
from typing import Any

import pytest

from ombud.api.tests.conftest import Program
from ombud.channels.models import Channel
from ombud.tickets.models import Entry, Ticket
from ombud.users.models import Team
from ombud.workflows.models import Action, Category, Field, FieldUse, Right, Workflow
from ombud.workflows.starting import starter

WISH: dict[str, Any] = {
    "subject": "Broken on arrival",
    "text": "The handle is off.",
    "requester": {"email": "zoe@stranger.example"},
}
OPTIONS = [{"slug": "broken", "name": "Broken"}, {"slug": "lost", "name": "Lost"}]


@pytest.fixture
def complaint(mailbox: Channel) -> Workflow:
    return starter("complaint")


def ask(slug: str, kind: str, action: str, **use: Any) -> FieldUse:
    """The support workflow asks for it, in an action or on opening."""
    workflow = starter("support")
    options = OPTIONS if kind == "choice" else []
    field = Field.objects.create(
        slug=slug, name=slug.title(), kind=kind, options=options
    )
    found = Action.objects.filter(workflow=workflow, slug=action).first()
    return FieldUse.objects.create(workflow=workflow, action=found, field=field, **use)


def perform(program: Program, ticket: Ticket, slug: str, **values: Any) -> Any:
    path = f"/tickets/{ticket.number}/actions/{slug}"
    return program.post(path, {"values": values})


def errors(answer: Any) -> dict[str, str]:
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    return {one["field"]: one["message"] for one in answer.json()["errors"]}


def test_actions_tell_what_they_take(agnes_calls: Program, ticket: Ticket) -> None:
    ask("reason", "choice", "solve", required=True)
    found = agnes_calls.get(f"/tickets/{ticket.number}").json()
    solve = next(one for one in found["actions"] if one["slug"] == "solve")
    (reason,) = solve["fields"]
    assert (reason["name"], reason["kind"], reason["required"]) == (
        "reason",
        "choice",
        True,
    )
    assert reason["choices"][0] == {"value": "broken", "name": "Broken"}


def test_forwarding_tells_what_it_needs(agnes_calls: Program, ticket: Ticket) -> None:
    found = agnes_calls.get(f"/tickets/{ticket.number}").json()
    forward = next(one for one in found["actions"] if one["slug"] == "forward")
    needed = {one["name"]: one["required"] for one in forward["fields"]}
    assert needed == {"to": True, "text": False, "html": False, "with_files": False}


def test_an_action_takes_its_custom_fields(
    agnes_calls: Program, ticket: Ticket
) -> None:
    ask("reason", "choice", "solve", required=True)
    ask("price", "money", "solve")
    money = {"amount": "12.50", "currency": "EUR"}
    answer = perform(agnes_calls, ticket, "solve", reason="lost", price=money)
    assert answer.json()["fields"] == {"reason": "lost", "price": money}
    assert answer.json()["entries"][-1]["changes"]["fields.reason"] == [None, "lost"]


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({}, "reason", "Reason is needed."),
        ({"reason": "eaten"}, "reason", "Reason takes one of its values."),
        ({"reason": ["lost"]}, "reason", "Reason takes one of its values."),
        ({"reason": "lost", "day": "soon"}, "day", "Day takes a date, such as"),
        ({"reason": "lost", "gift": "no"}, "gift", "Gift takes true or false."),
        ({"reason": "lost", "colour": 1}, "colour", "There is no field “colour” here."),
    ],
)
def test_each_field_that_is_wrong_is_named(
    agnes_calls: Program,
    ticket: Ticket,
    values: dict[str, Any],
    field: str,
    sentence: str,
) -> None:
    ask("reason", "choice", "solve", required=True)
    ask("day", "date", "solve")
    ask("gift", "checkbox", "solve")
    assert sentence in errors(perform(agnes_calls, ticket, "solve", **values))[field]
    assert Ticket.objects.get().state.slug == "new"


def test_all_that_is_wrong_is_named_at_once(
    agnes_calls: Program, ticket: Ticket
) -> None:
    ask("reason", "choice", "forward", required=True)
    found = errors(perform(agnes_calls, ticket, "forward", text="Look"))
    assert found == {"to": "This is missing.", "reason": "Reason is needed."}


def test_a_ticket_is_forwarded(agnes_calls: Program, ticket: Ticket) -> None:
    to = ["Workshop <workshop@repair.example>"]
    answer = perform(agnes_calls, ticket, "forward", to=to, text="Can you mend it?")
    assert answer.status_code == 200
    entry = Entry.objects.latest("pk")
    assert (entry.verb, entry.message.to) == (
        "forwarded",
        [{"name": "Workshop", "address": "workshop@repair.example"}],
    )


def test_a_field_called_like_the_actions_own_stands_inside(
    agnes_calls: Program, ticket: Ticket
) -> None:
    ask("text", "text", "note")
    fields = {"text": "mine"}
    answer = perform(agnes_calls, ticket, "note", text="A note.", fields=fields)
    assert answer.json()["fields"] == {"text": "mine"}
    assert Entry.objects.latest("pk").text == "A note."


def test_a_file_comes_in_base64_and_stays_with_the_entry(
    agnes_calls: Program, ticket: Ticket
) -> None:
    ask("slip", "file", "solve", required=True)
    slip = {"filename": "a/slip.pdf", "content": b64encode(b"%PDF").decode()}
    answer = perform(agnes_calls, ticket, "solve", slip=slip)
    assert answer.json()["fields"] == {"slip": "slip.pdf"}
    file = Entry.objects.latest("pk").attachments.get()
    assert (file.read(), file.content_type) == (b"%PDF", "application/pdf")


def test_a_file_that_is_none_is_said(agnes_calls: Program, ticket: Ticket) -> None:
    ask("slip", "file", "solve")
    slip = {"filename": "slip.pdf", "content": "%%%"}
    found = errors(perform(agnes_calls, ticket, "solve", slip=slip))
    assert found["slip"].startswith("Slip takes a file")


def test_a_ticket_begins_as_a_type_with_its_fields(
    agnes_calls: Program, complaint: Workflow
) -> None:
    Category.objects.create(name="Grinders", slug="grinders").keep()
    fields = {"complaint_reason": "damaged"}
    wish = WISH | {"type": "complaint", "category": "grinders", "fields": fields}
    made = agnes_calls.post("/tickets", wish).json()
    assert (made["type"], made["category"], made["fields"]) == (
        "complaint",
        "grinders",
        fields,
    )
    opened = next(one for one in made["entries"] if one["verb"] == "opened")
    assert opened["changes"]["fields.complaint_reason"] == [None, "damaged"]


@pytest.mark.parametrize(
    ("wish", "field", "sentence"),
    [
        ({"type": "gone"}, "type", "There is no type “gone”."),
        ({"type": "complaint"}, "fields.complaint_reason", "is needed."),
        ({"fields": {"colour": "red"}}, "fields.colour", "There is no field “colour”"),
        ({"category": "gone"}, "category", "There is no category “gone”."),
    ],
)
def test_a_ticket_that_begins_wrongly_does_not_begin(
    agnes_calls: Program, complaint: Workflow, wish: Any, field: str, sentence: str
) -> None:
    FieldUse.objects.filter(workflow=complaint, action=None).update(required=True)
    assert sentence in errors(agnes_calls.post("/tickets", WISH | wish))[field]
    assert not Ticket.objects.exists()


def test_a_type_that_is_switched_off_is_not_opened(
    agnes_calls: Program, complaint: Workflow
) -> None:
    Workflow.objects.filter(pk=complaint.pk).update(is_active=False)
    found = errors(agnes_calls.post("/tickets", WISH | {"type": "complaint"}))
    assert "is not offered any more" in found["type"]


def test_a_type_of_others_is_forbidden(
    agnes_calls: Program, complaint: Workflow, warehouse: Team
) -> None:
    first = complaint.first_state
    Right.objects.create(workflow=complaint, state=first, team=warehouse)
    answer = agnes_calls.post("/tickets", WISH | {"type": "complaint"})
    assert answer.status_code == 403


def test_columns_type_and_fields_are_changed(
    agnes_calls: Program, ticket: Ticket, complaint: Workflow
) -> None:
    Category.objects.create(name="Grinders", slug="grinders").keep()
    wish = {
        "type": "complaint",
        "state": "open",
        "category": "grinders",
        "fields": {"complaint_reason": "damaged", "verdict": None},
        "tags": ["leak"],
    }
    found = agnes_calls.patch(f"/tickets/{ticket.number}", wish).json()
    assert (found["type"], found["state"]["slug"]) == ("complaint", "open")
    assert (found["category"], found["tags"]) == ("grinders", ["leak"])
    assert found["fields"] == {"complaint_reason": "damaged"}
    path = f"/tickets/{ticket.number}"
    back = agnes_calls.patch(path, {"category": None}).json()
    assert (back["category"], back["tags"]) == (None, ["leak"])


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        ({"type": "gone"}, "type"),
        ({"type": "complaint", "state": "gone"}, "state"),
        ({"state": "solved"}, "state"),
        (
            {"type": "complaint", "fields": {"complaint_reason": "x"}},
            "fields.complaint_reason",
        ),
        ({"fields": {"colour": "red"}}, "fields.colour"),
        ({"subject": ""}, "subject"),
    ],
)
def test_a_change_that_is_wrong_changes_nothing(
    agnes_calls: Program, ticket: Ticket, complaint: Workflow, wish: Any, field: str
) -> None:
    wish = {"tags": ["leak"]} | wish
    assert field in errors(agnes_calls.patch(f"/tickets/{ticket.number}", wish))
    ticket.refresh_from_db()
    assert (ticket.workflow.slug, ticket.tags) == ("support", [])


def test_reading_costs_the_same_whatever_actions_ask(
    agnes_calls: Program, ticket: Ticket, django_assert_max_num_queries: Any
) -> None:
    for number in range(6):
        ask(f"more-{number}", "choice", "solve")
    agnes_calls.get(f"/tickets/{ticket.number}")
    with django_assert_max_num_queries(15):
        agnes_calls.get(f"/tickets/{ticket.number}")


def test_the_description_tells_it(agnes_calls: Program) -> None:
    schemas = agnes_calls.get("/openapi.json").json()["components"]["schemas"]
    assert {"kind", "required", "choices"} <= schemas["FieldOut"]["properties"].keys()
    assert {"type", "category", "fields"} <= schemas["TicketIn"]["properties"].keys()


def test_olaf_and_strangers_change_nothing(
    olaf_calls: Program, nobody_calls: Program, ticket: Ticket
) -> None:
    path = f"/tickets/{ticket.number}"
    assert olaf_calls.patch(path, {"tags": ["mine"]}).status_code == 404
    assert nobody_calls.patch(path, {"tags": ["mine"]}).status_code == 401
