"""The table of rights: saving it takes effect at once."""

import pytest

from ombud.testing.factories import make_ticket
from ombud.tickets.models import Ticket
from ombud.workflows.drafting import edited
from ombud.workflows.drafts import draft_of, newest_of, redraw, stamp_of
from ombud.workflows.holders import holders
from ombud.workflows.matrix import table, ticked
from ombud.workflows.models import Right, Rights, Workflow
from ombud.workflows.plan import plan_of
from ombud.workflows.starting import starter

URL = "/settings/rights/support/"


@pytest.fixture
def flow(db) -> Workflow:
    return starter("support")


def test_rights_lead_to_the_first_workflow(ines_client, flow):
    assert ines_client.get("/settings/rights/")["Location"] == URL


def test_rights_without_a_workflow_say_so(ines_client):
    page = ines_client.get("/settings/rights/").content.decode()
    assert "No workflows yet" in page


def test_an_empty_row_is_everybodys_in_words(ines_client, flow, support):
    page = ines_client.get(URL).content.decode()
    assert "everybody who works on the ticket" in page
    assert 'name="may.solve.open" value="team:support"' in page


def test_a_draft_that_the_table_does_not_show_is_named(ines_client, ines, flow):
    words = "This workflow has a draft"
    assert words not in ines_client.get(URL).content.decode()
    seen = stamp_of(newest_of(flow))
    redraw(flow, lambda plan: edited(plan, name="Help"), by=ines, seen=seen)
    assert words in ines_client.get(URL).content.decode()


def test_ticks_take_effect_at_once(ines_client, flow, support, warehouse, olaf, agnes):
    ticket = make_ticket(state="waiting")
    wish = {
        "seen.waiting": ["team:warehouse"],
        "may.solve": ["team:support"],
        "may.solve.waiting": ["team:warehouse"],
        "owners": ["role:agent"],
    }
    ines_client.post(URL, wish)
    assert list(Ticket.objects.visible_to(olaf)) == [ticket]
    assert not Ticket.objects.visible_to(agnes)
    assert "solve" in [one.slug for one in ticket.actions_for(olaf)]
    plan = plan_of(flow)
    assert plan["owners"] == ["role:agent"]
    assert newest_of(flow).number == 2
    assert 'value="team:warehouse" checked' in ines_client.get(URL).content.decode()


def test_no_tick_lets_everybody_in_again(ines_client, flow, support):
    ines_client.post(URL, {"may.solve": ["team:support"]})
    ines_client.post(URL, {})
    assert not Right.objects.exists()


def test_forged_ticks_are_dropped(ines_client, flow, support):
    wish = {
        "may.solve": ["team:devils", "team:support"],
        "may.fly": ["team:support"],
        "seen.heaven": ["team:support"],
        "may.solve.heaven": ["team:support"],
        "states": ["x"],
    }
    assert ines_client.post(URL, wish).status_code == 302
    assert [right.team for right in Right.objects.all()] == [support]


def test_a_draft_goes_on_with_the_new_rights(ines_client, flow, support, ines):
    seen = stamp_of(newest_of(flow))
    redraw(flow, lambda plan: edited(plan, name="Help"), by=ines, seen=seen)
    ines_client.post(URL, {"seen.open": ["team:support"]})
    flow.refresh_from_db()
    assert flow.name == "Support"
    draft = draft_of(flow)
    assert draft.plan["name"] == "Help"
    assert draft.plan["states"][1]["seen_by"] == ["team:support"]


def test_the_table_and_the_plan_agree(flow, support):
    plan = plan_of(flow)
    given = {"seen.open": ["team:support"], "may.reply.new": ["team:support"]}
    after = ticked(plan, given)
    lines = [line for section in table(after, holders()) for line in section.lines]
    ruled = {line.place for line in lines if line.is_ruled or line.is_open}
    assert ruled == {"seen.open", "may.reply"}
    assert ticked(after, {}) == plan


def test_the_page_costs_the_same_for_any_matrix(
    ines_client, flow, support, warehouse, django_assert_max_num_queries
):
    ines_client.get(URL)
    with django_assert_max_num_queries(22):
        ines_client.get(URL)


def test_the_matrix_is_read_anew_by_each_request(ines_client, flow, support, olaf):
    ines_client.post(URL, {"seen.open": ["team:support"]})
    state = flow.states.get(slug="open")
    assert Rights.of(olaf).hidden_states == [state.pk]
