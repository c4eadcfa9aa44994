"""View as: what the page tells is what the agent gets."""

import pytest
from django.test import Client

from ombud.testing.factories import make_ticket
from ombud.tickets.models import Ticket
from ombud.tickets.sight import seen_by
from ombud.users.models import User
from ombud.users.permissions import Permission
from ombud.workflows.drafts import publish_beside
from ombud.workflows.matrix import ticked
from ombud.workflows.models import Workflow
from ombud.workflows.starting import starter

URL = "/settings/view-as/"
ACCOUNTANT = {"seen.waiting": ["team:warehouse"], "may.solve": ["team:warehouse"]}


@pytest.fixture
def flow(db, support, warehouse, ines) -> Workflow:
    """Only the warehouse sees what waits, and only it may solve."""
    flow = starter("support")
    publish_beside(flow, lambda plan: ticked(plan, ACCOUNTANT), by=ines)
    return flow


def of(agent: User, state: str):
    (found,) = seen_by(User.objects.get(pk=agent.pk))
    return next(one for one in found.states if one.state.slug == state)


def test_what_the_matrix_gives_and_takes(flow, olaf, agnes):
    assert of(olaf, "waiting").of_all
    assert [one.slug for one in of(olaf, "waiting").other_actions] == ["solve"]
    assert not of(agnes, "waiting").of_own
    assert of(agnes, "waiting").own_actions == []
    assert "solve" not in [one.slug for one in of(agnes, "open").own_actions]


@pytest.mark.parametrize("state", ["new", "open", "waiting", "solved"])
def test_the_page_and_a_real_ticket_agree(flow, olaf, agnes, support, state):
    ticket = make_ticket(team=support, state=state)
    for agent in (olaf, agnes):
        reader = User.objects.get(pk=agent.pk)
        seen = of(agent, state)
        inside = support.pk in reader.team_ids
        told = seen.own_actions if inside else seen.other_actions
        fresh = Ticket.objects.get(pk=ticket.pk)
        assert fresh.actions_for(reader) == told
        is_seen = seen.of_own if inside else seen.of_all
        assert Ticket.objects.visible_to(reader).exists() == is_seen


def test_open_tickets_are_counted_as_they_see_them(flow, olaf, agnes):
    make_ticket(state="waiting")
    make_ticket(state="open")
    assert [one.tickets for one in seen_by(olaf)] == [1]
    assert [one.tickets for one in seen_by(agnes)] == [1]


def test_ines_looks_as_olaf(ines_client: Client, flow, olaf):
    page = ines_client.get(URL, {"agent": olaf.pk}).content.decode()
    assert "all tickets" in page
    assert "sees 0 open tickets" in page


def test_the_page_costs_the_same_for_any_workflow(
    ines_client, flow, olaf, django_assert_max_num_queries
):
    starter("complaint")
    ines_client.get(URL, {"agent": olaf.pk})
    with django_assert_max_num_queries(20):
        ines_client.get(URL, {"agent": olaf.pk})


@pytest.mark.parametrize("agent", ["0", "99999999", "x", ""])
def test_nobody_is_nobody(ines_client, flow, agent):
    answer = ines_client.get(URL, {"agent": agent})
    assert answer.status_code == (404 if agent.isdecimal() else 200)


def test_only_who_draws_workflows_looks_as_others(olaf_client, outsider_client, flow):
    assert olaf_client.get(URL).status_code == 403
    assert outsider_client.get(URL).status_code == 302


def test_the_right_is_one_a_role_can_have(flow, agnes, client_of, agent_role):
    agent_role.permissions = [*agent_role.permissions, Permission.MANAGE_WORKFLOWS]
    agent_role.save()
    assert client_of(agnes).get(URL).status_code == 200
