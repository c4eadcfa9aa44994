"""GET, POST /workflows, GET, PUT /workflows/{slug}."""

import json

import pytest

from ombud.api.tests.conftest import Program
from ombud.testing.factories import make_ticket
from ombud.users.models import User
from ombud.workflows.drafting import edited
from ombud.workflows.drafts import draft_of, newest_of, redraw, stamp_of
from ombud.workflows.making import starters
from ombud.workflows.models import Workflow
from ombud.workflows.plan import as_toml, plan_of, read_toml
from ombud.workflows.starting import starter_plan

TOML = "text/toml"


@pytest.mark.parametrize("plan", starters(), ids=lambda plan: plan["slug"])
def test_a_starter_goes_in_and_comes_out_the_same(ines_calls: Program, plan) -> None:
    made = ines_calls.text("POST", "/workflows", as_toml(plan), TOML)
    assert (made.status_code, made["Content-Type"]) == (201, "text/toml; charset=utf-8")
    read = ines_calls.text("GET", f"/workflows/{plan['slug']}", "", TOML)
    again = ines_calls.text("PUT", f"/workflows/{plan['slug']}", read.content, TOML)
    assert again.status_code == 200
    assert read_toml(again.content.decode()) == read_toml(made.content.decode())


def test_json_and_toml_say_the_same(ines_calls: Program, workflow: Workflow) -> None:
    toml = ines_calls.text("GET", "/workflows/support", "", TOML).content.decode()
    assert ines_calls.get("/workflows/support").json() == read_toml(toml)


def test_every_agent_reads_and_few_write(
    agnes_calls: Program, nobody_calls: Program, workflow: Workflow
) -> None:
    assert agnes_calls.get("/workflows").json()["items"][0]["slug"] == "support"
    assert agnes_calls.get("/workflows/support").status_code == 200
    plan = plan_of(workflow)
    assert agnes_calls.post("/workflows", plan).status_code == 403
    assert agnes_calls.put("/workflows/support", plan).status_code == 403
    assert nobody_calls.get("/workflows").status_code == 401
    assert nobody_calls.get("/workflows/support").status_code == 401
    assert nobody_calls.put("/workflows/support", plan).status_code == 401


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"wings": 2}, ("wings", "“wings” is no word of a workflow.")),
        ({"states": 7}, ("states", "“states” cannot have this value.")),
        ({"owners": ["team:x"]}, ("owners", "“team:x” is not known here.")),
        ({"name": "a\0b"}, ("name", "“name” cannot have this value.")),
        ({"name": "\ud800"}, ("name", "“name” cannot have this value.")),
        ({"reopen_days": -1}, ("reopen_days", "“reopen_days” cannot have this value.")),
    ],
)
def test_each_fault_is_named(
    ines_calls: Program, workflow: Workflow, change, fault
) -> None:
    before = plan_of(workflow)
    text = json.dumps(before | change)
    answer = ines_calls.text("PUT", "/workflows/support", text, "application/json")
    assert answer.status_code == 422
    found = [(one["field"], one["message"]) for one in answer.json()["errors"]]
    assert fault in found
    assert plan_of(workflow) == before


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("name = ", TOML, 422),
        ("[" * 100_000, TOML, 422),
        ("a = " + "[" * 100_000, TOML, 422),
        ("when = 1979-05-27", TOML, 422),
        ('name = "\\u0000"', TOML, 422),
        ("\udc80".encode("utf-8", "surrogatepass"), TOML, 422),
        ("x" * 600_000, TOML, 413),
        ("{", "application/json", 400),
        ("[" * 100_000, "application/json", 400),
        ("[]", "application/json", 422),
        ('{"name": NaN}', "application/json", 422),
    ],
)
def test_what_is_no_workflow_is_told(
    ines_calls: Program, db: None, text, kind, status
) -> None:
    answer = ines_calls.text("POST", "/workflows", text, kind)
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    assert not Workflow.objects.exists()


def test_values_that_no_field_can_hold_are_told(ines_calls: Program, db: None) -> None:
    plan = starter_plan("complaint")
    text = as_toml(plan).replace('is = ["other"]', "is = [1979-05-27]", 1)
    assert ines_calls.text("POST", "/workflows", text, TOML).status_code == 422


def test_a_key_is_taken_once(ines_calls: Program, workflow: Workflow) -> None:
    answer = ines_calls.post("/workflows", plan_of(workflow))
    assert answer.json()["errors"][0]["field"] == "slug"
    plan = plan_of(workflow) | {"slug": "new"}
    assert ines_calls.post("/workflows", plan).status_code == 422
    assert ines_calls.put("/workflows/support", plan).status_code == 422
    assert ines_calls.put("/workflows/nowhere", plan).status_code == 404


def test_tickets_of_a_state_that_goes_need_a_place(
    ines_calls: Program, workflow: Workflow
) -> None:
    ticket = make_ticket(state="waiting")
    plan = plan_of(workflow)
    plan["states"] = [one for one in plan["states"] if one["slug"] != "waiting"]
    for action in plan["actions"]:
        action["from"] = [one for one in action["from"] if one != "waiting"]
        if action.get("to") == "waiting":
            del action["to"]
    answer = ines_calls.put("/workflows/support", plan)
    assert answer.json()["errors"][0]["field"] == "states.waiting"
    assert ines_calls.put("/workflows/support?moves=waiting", plan).status_code == 422
    answer = ines_calls.put("/workflows/support?moves=waiting:open", plan)
    assert answer.status_code == 200
    ticket.refresh_from_db()
    assert ticket.state.slug == "open"


def test_what_somebody_draws_stays_their_draft(
    ines_calls: Program, workflow: Workflow, ines: User
) -> None:
    seen = stamp_of(newest_of(workflow))
    redraw(workflow, lambda plan: edited(plan, name="Help"), by=ines, seen=seen)
    plan = plan_of(workflow) | {"name": "Service"}
    assert ines_calls.put("/workflows/support", plan).json()["name"] == "Service"
    assert draft_of(workflow).plan["name"] == "Help"
