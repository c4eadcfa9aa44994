"""A ticket gets another type, and nothing that it holds is lost."""

import pytest

from ombud.testing.factories import make_ticket, make_workflow
from ombud.tickets.models import Ticket, Verb
from ombud.users.models import Team
from ombud.workflows.forms import FieldsWrong
from ombud.workflows.models import (
    Action,
    ActionNotAllowed,
    Field,
    FieldUse,
    Right,
    Workflow,
)


@pytest.fixture
def application(db) -> Workflow:
    return make_workflow("application")


@pytest.fixture
def complaint(db) -> Workflow:
    return make_workflow("complaint")


@pytest.fixture
def ticket(agnes) -> Ticket:
    return make_ticket(state="waiting", assignee=agnes)


def now(ticket: Ticket) -> Ticket:
    return Ticket.objects.select_related("workflow", "state").get(pk=ticket.pk)


def test_it_lands_in_a_state_of_the_same_kind(agnes, ticket, complaint):
    ticket.retype(complaint, by=agnes)
    found = now(ticket)
    assert (found.workflow, found.state.slug) == (complaint, "waiting")
    assert found.state.workflow == complaint


def test_it_lands_where_one_chooses(agnes, ticket, complaint):
    state = complaint.states.get(slug="open")
    entry = ticket.retype(complaint, by=agnes, state=state)
    assert entry.verb == Verb.CHANGED
    assert entry.changes == {
        "workflow": ["support", "complaint"],
        "state": ["waiting", "open"],
    }


def test_fields_are_kept_and_the_history_tells_which(agnes, ticket, application):
    Field.objects.create(slug="serial", name="Serial number", kind="text")
    Ticket.objects.filter(pk=ticket.pk).update(fields={"serial": "AB 12"})
    entry = ticket.retype(application, by=agnes)
    assert now(ticket).fields == {"serial": "AB 12"}
    assert entry.particulars == {"kept": {"serial": "AB 12"}}


def test_what_the_new_type_asks_for_is_kept(agnes, ticket, application):
    ticket.retype(application, by=agnes, fields={"position_wanted": "Baker"})
    assert now(ticket).fields == {"position_wanted": "Baker"}


def test_what_is_required_is_asked_for(agnes, ticket, application):
    FieldUse.objects.filter(workflow=application, action=None).update(required=True)
    with pytest.raises(FieldsWrong, match="Position is needed"):
        ticket.retype(application, by=agnes, fields={})
    assert now(ticket).workflow.slug == "support"


def test_it_is_taken_back_with_state_fields_and_owner(agnes, ticket, application):
    entry = ticket.retype(application, by=agnes, fields={"position_wanted": "Baker"})
    now(ticket).undo(entry, by=agnes)
    found = now(ticket)
    assert (found.workflow.slug, found.state.slug) == ("support", "waiting")
    assert (found.fields, found.assignee) == ({}, agnes)


def test_who_may_not_own_the_type_leaves_it_to_the_team(agnes, ticket, warehouse):
    lead = make_workflow("lead")
    Right.objects.filter(workflow=lead, state=None, action=None).delete()
    Right.objects.create(workflow=lead, team=warehouse)
    entry = ticket.retype(lead, by=agnes)
    assert entry.changes["assignee"] == [agnes.email, None]


def test_a_change_of_type_is_no_way_around_the_matrix(
    agnes, ticket, complaint, warehouse
):
    closed = complaint.states.get(slug="closed")
    for action in Action.objects.filter(workflow=complaint, to_state=closed):
        action.rights.all().delete()
        Right.objects.create(workflow=complaint, action=action, team=warehouse)
    with pytest.raises(ActionNotAllowed, match="cannot land in “Closed”"):
        ticket.retype(complaint, by=agnes, state=closed)


def test_a_type_that_is_gone_or_off_is_refused_in_a_sentence(agnes, ticket, complaint):
    Workflow.objects.filter(pk=complaint.pk).update(is_active=False)
    with pytest.raises(ActionNotAllowed, match="Complaint is not offered any more"):
        ticket.retype(complaint, by=agnes)
    gone = Workflow(pk=0, slug="gone")
    with pytest.raises(ActionNotAllowed, match="There is no type “gone” any more"):
        ticket.retype(gone, by=agnes)


def test_the_same_type_again_changes_nothing(agnes, ticket):
    assert ticket.retype(make_workflow(), by=agnes) is None


def test_olaf_may_not(olaf, ticket, complaint):
    with pytest.raises(ActionNotAllowed, match="You may not do this"):
        ticket.retype(complaint, by=olaf)


def test_a_type_whose_beginning_one_does_not_see_is_not_theirs_to_give(
    agnes, ticket, complaint, warehouse: Team
):
    first = complaint.first_state
    Right.objects.create(workflow=complaint, state=first, team=warehouse)
    with pytest.raises(ActionNotAllowed, match="not yours to use"):
        ticket.retype(complaint, by=agnes)
