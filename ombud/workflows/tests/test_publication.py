"""A draft comes into effect, goes, or begins from an old version."""

import pytest

from ombud.testing.factories import make_ticket
from ombud.tickets.models import Entry, Ticket
from ombud.workflows.drafting import (
    changed,
    edited,
    with_action,
    with_state,
    without_state,
)
from ombud.workflows.drafts import (
    DraftMoved,
    draft_of,
    newest_of,
    publish_beside,
    redraw,
    stamp_of,
)
from ombud.workflows.models import Field, State, Workflow
from ombud.workflows.plan import plan_of
from ombud.workflows.starting import starter

URL = "/settings/workflows/support/publication/"


@pytest.fixture
def flow(db) -> Workflow:
    return starter("support")


@pytest.fixture
def draw(flow, ines):
    """Change the draft."""

    def draw(change) -> None:
        seen = stamp_of(draft_of(flow) or newest_of(flow))
        redraw(flow, change, by=ines, seen=seen)

    return draw


def seen(flow: Workflow) -> dict:
    return {"seen": stamp_of(draft_of(flow))}


def test_what_is_published_is_in_effect(ines_client, flow, draw):
    draw(lambda plan: changed(plan, "states", "open", name="In work", hue=5))
    page = ines_client.get(URL).content.decode()
    assert "“Open” is called “In work”." in page
    assert ines_client.post(URL, seen(flow)).status_code == 302
    state = flow.states.get(slug="open")
    assert (state.name, state.hue) == ("In work", 5)
    assert draft_of(flow) is None
    assert newest_of(flow).number == 2


def test_faults_are_links_to_their_panels_and_keep_it_back(ines_client, flow, draw):
    draw(lambda plan: changed(plan, "actions", "solve", hotkey="r"))
    answer = ines_client.post(URL, seen(flow))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "have the key r" in page
    assert "/settings/workflows/support/states/new/" in page
    assert newest_of(flow).number == 1


def test_advice_does_not_keep_it_back(ines_client, flow, draw):
    draw(lambda plan: with_state(plan, slug="limbo", name="Limbo", kind="open"))
    page = ines_client.get(URL).content.decode()
    assert "Nothing leads to “Limbo”." in page
    assert ines_client.post(URL, seen(flow)).status_code == 302


def test_a_circle_without_a_way_out_is_told(ines_client, flow, draw):
    def circle(plan: dict) -> dict:
        for key, other in (("a", "b"), ("b", "a")):
            plan = with_state(plan, slug=key, name=key.upper(), kind="open")
            plan = with_action(
                plan,
                slug=f"to-{other}",
                name=other,
                kind="move",
                **{"from": ["new", key], "to": other},
            )
        return plan

    draw(circle)
    assert "From “A” no way leads to an end." in ines_client.get(URL).content.decode()


def test_tickets_of_a_state_that_goes_move_each_with_its_entry(
    ines_client, flow, draw, ines
):
    ticket = make_ticket(state="waiting")
    closed = make_ticket(state="solved")
    draw(lambda plan: without_state(plan, "waiting"))
    page = ines_client.get(URL).content.decode()
    assert "1 ticket in “Waiting for customer” goes to" in page
    assert ines_client.post(URL, seen(flow)).status_code == 422
    ines_client.post(URL, {**seen(flow), "moves-waiting": "closed"})
    ticket.refresh_from_db()
    assert ticket.state.slug == "closed"
    assert not ticket.is_open
    entry = Entry.objects.get(ticket=ticket)
    assert entry.changes["state"] == ["waiting", "closed"]
    assert entry.author_name == ines.name
    assert not Entry.objects.filter(ticket=closed)
    assert not State.objects.filter(slug="waiting")


def test_tickets_go_only_where_the_new_plan_has_a_state(ines_client, flow, draw):
    make_ticket(state="waiting")
    draw(lambda plan: without_state(plan, "waiting"))
    wish = {**seen(flow), "moves-waiting": "waiting"}
    assert ines_client.post(URL, wish).status_code == 422
    assert Ticket.objects.get().state.slug == "waiting"


def test_a_draft_that_moved_is_not_published(ines_client, flow, draw):
    draw(lambda plan: changed(plan, "states", "open", name="In work"))
    old = seen(flow)
    draw(lambda plan: changed(plan, "states", "open", name="In haste"))
    assert ines_client.post(URL, old).status_code == 409
    assert flow.states.get(slug="open").name == "Open"
    discards = "/settings/workflows/support/discards/"
    assert ines_client.post(discards, old).status_code == 409
    assert ines_client.post(discards, seen(flow)).status_code == 302
    assert draft_of(flow) is None


def test_publishing_twice_publishes_once(ines_client, flow, draw):
    draw(lambda plan: changed(plan, "states", "open", name="In work"))
    wish = seen(flow)
    ines_client.post(URL, wish)
    assert ines_client.post(URL, wish).status_code == 409
    assert newest_of(flow).number == 2


def test_an_old_version_becomes_the_draft(ines_client, flow, draw):
    draw(lambda plan: changed(plan, "states", "open", name="In work"))
    ines_client.post(URL, seen(flow))
    old = "/settings/workflows/support/versions/1/"
    assert "version 1" in ines_client.get(old).content.decode()
    ines_client.post(old, {"seen": stamp_of(newest_of(flow))})
    assert draft_of(flow).plan == flow.versions.get(number=1).plan
    assert flow.states.get(slug="open").name == "In work"


def test_a_draft_survives_what_is_published_beside_it(flow, draw, ines):
    draw(lambda plan: changed(plan, "states", "open", name="In work"))
    publish_beside(flow, lambda plan: edited(plan, name="Help"), by=ines)
    flow.refresh_from_db()
    assert (flow.name, flow.states.get(slug="open").name) == ("Help", "Open")
    draft = draft_of(flow)
    assert draft.plan["name"] == "Help"
    assert draft.plan["states"][1]["name"] == "In work"
    assert draft.number == newest_of(flow).number + 1


def test_a_draft_brings_back_no_old_field(ines_client, db, ines):
    flow = starter("complaint")
    seen_by_ines = stamp_of(newest_of(flow))
    redraw(flow, lambda plan: edited(plan, name="Claim"), by=ines, seen=seen_by_ines)
    Field.objects.filter(slug="verdict").update(name="Judgement")
    url = "/settings/workflows/complaint/publication/"
    ines_client.post(url, {"seen": stamp_of(draft_of(flow))})
    assert Field.objects.get(slug="verdict").name == "Judgement"
    assert "Judgement" in str(plan_of(flow)["fields"])


def test_the_draft_is_only_changed_by_who_has_seen_it(flow, draw, ines):
    draw(lambda plan: edited(plan, name="Help"))
    with pytest.raises(DraftMoved, match="Inés Ibarra"):
        redraw(flow, lambda plan: plan, by=ines, seen="1.0")
