"""Somebody of another department, who sees one state and may press one button."""

from copy import deepcopy

import pytest
from django.test import Client

from ombud.core.actor import Machine
from ombud.testing.factories import (
    CARLA,
    make_agent,
    make_channel,
    make_message,
    make_ticket,
)
from ombud.tickets.counting import counts_for
from ombud.tickets.lists import TEAMS
from ombud.tickets.models import Entry, Ticket
from ombud.users.models import Role, User
from ombud.users.permissions import Permission
from ombud.workflows.models import ActionNotAllowed, State, Workflow
from ombud.workflows.publishing import publish
from ombud.workflows.starting import starter_plan

HTMX = {"HX-Request": "true"}


@pytest.fixture
def finance(db) -> User:
    """Of no team; what awaits payment is hers to pay."""
    role = Role.objects.create(
        slug="finance", name="Finance", permissions=[Permission.WORK_TICKETS]
    )
    ruth = make_agent("Ruth Sommer")
    ruth.roles.set([role])
    return ruth


@pytest.fixture
def complaint(finance) -> Workflow:
    plan = deepcopy(starter_plan("complaint"))
    for state in plan["states"]:
        if state["slug"] == "refund":
            state["seen_by"] = ["role:finance"]
    for action in plan["actions"]:
        if action["slug"] == "paid":
            action["allowed"] = ["role:finance"]
    return publish(plan)


@pytest.fixture
def ticket(complaint, agnes) -> Ticket:
    """Agnes has just sent it to finance, and sees it no longer."""
    state = State.objects.get(workflow=complaint, slug="open")
    ticket = make_ticket(workflow=complaint, state="open", assignee=agnes)
    Ticket.objects.filter(pk=ticket.pk).update(state=state)
    ticket = Ticket.objects.get(pk=ticket.pk)
    amount = {"refund_amount": {"amount": "20.00", "currency": "EUR"}}
    action = ticket.action("refund", by=agnes)
    ticket.perform(action, by=agnes, values={"fields": amount})
    return Ticket.objects.get(pk=ticket.pk)


@pytest.fixture
def finance_client(client_of, finance) -> Client:
    return client_of(finance)


def test_it_stands_in_the_list_she_starts_with(ticket, finance):
    assert list(TEAMS.tickets(finance)) == [ticket]
    assert counts_for(finance)["teams"] == 1


def test_it_is_gone_from_the_lists_of_who_sent_it(ticket, agnes):
    assert counts_for(agnes) == dict.fromkeys(counts_for(agnes), 0)


def test_her_page_offers_one_button_and_no_menus(ticket, finance_client):
    page = finance_client.get(f"/tickets/{ticket.number}/").content.decode()
    assert "actions/paid/" in page
    for other in ("reply", "note", "take", "assign", "solve", "delete"):
        assert f"actions/{other}/" not in page
    assert "priority-menu" not in page
    assert "category-menu" not in page


@pytest.mark.parametrize("what", ["priority", "category", "fields"])
def test_she_changes_nothing_else(ticket, finance_client, what):
    answer = finance_client.post(f"/tickets/{ticket.number}/{what}/", {what: "high"})
    assert answer.status_code == 403
    assert Ticket.objects.get(pk=ticket.pk).priority == "normal"


def test_she_takes_nothing_back_that_others_did(ticket, finance_client):
    entry = Entry.objects.get(ticket=ticket, action="refund")
    answer = finance_client.post(f"/entries/{entry.pk}/undo/", headers=HTMX)
    assert answer.status_code == 409
    assert Ticket.objects.get(pk=ticket.pk).state.slug == "refund"


def test_who_sent_it_away_brings_it_back(ticket, agnes_client):
    entry = Entry.objects.get(ticket=ticket, action="refund")
    assert agnes_client.get(f"/tickets/{ticket.number}/").status_code == 404
    agnes_client.post(f"/entries/{entry.pk}/undo/", headers=HTMX)
    assert Ticket.objects.get(pk=ticket.pk).state.slug == "open"


def test_a_notice_taken_back_leaves_the_row_as_the_customer_left_it(ticket):
    make_channel()
    said = make_message(ticket, "It broke.")
    told = [
        ticket.tell(by=Machine(), to=[CARLA], subject="Hello", text=text, about=said)
        for text in ("We look at it.", "It is paid.")
    ]
    Ticket.objects.get(pk=ticket.pk).undo(told[1], by=Machine())
    assert Ticket.objects.get(pk=ticket.pk).last_preview == "It broke."


def test_olaf_and_zoe_find_no_deed_to_undo(ticket, olaf_client, outsider_client):
    entry = Entry.objects.get(ticket=ticket, action="refund")
    url = f"/entries/{entry.pk}/undo/"
    assert olaf_client.post(url).status_code == 404
    assert outsider_client.post(url).status_code == 302


def test_what_an_action_asks_is_sent_with_its_form(complaint, agnes_client):
    state = State.objects.get(workflow=complaint, slug="inspection")
    number = make_ticket(workflow=complaint).number
    Ticket.objects.filter(number=number).update(state=state)
    page = agnes_client.get(f"/tickets/{number}/actions/refund/").content.decode()
    for name in ("fields-refund_amount_0", "fields-refund_amount_1"):
        tag = page.partition(f'name="{name}"')[2].partition(">")[0]
        assert 'form="action-own-form"' in tag


def test_who_may_not_own_is_offered_nothing_that_makes_it_theirs(agnes, warehouse):
    plan = deepcopy(starter_plan("lead")) | {"owners": ["team:warehouse"]}
    ticket = make_ticket(workflow=publish(plan))
    ticket.state = State.objects.get(workflow=ticket.workflow, slug="new")
    offered = {action.slug for action in ticket.actions_for(agnes)}
    assert "qualify" in offered
    assert not {"take", "contacted"} & offered
    with pytest.raises(ActionNotAllowed, match="may not own tickets of the type Lead"):
        ticket.action("take", by=agnes)
