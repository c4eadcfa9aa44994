"""Many tickets get another type, and the old one back."""

from uuid import uuid4

import pytest

from ombud.testing.factories import make_ticket, make_workflow
from ombud.tickets.models import Batch, Ticket
from ombud.workflows.models import FieldUse, Right, Workflow

HTMX = {"HX-Request": "true"}


@pytest.fixture
def application(db) -> Workflow:
    return make_workflow("application")


@pytest.fixture
def tickets(agnes, application, run_jobs) -> list[Ticket]:
    return [make_ticket(f"Letter {n}", state="waiting") for n in range(4)]


def send(client, tickets, path="", slug="application", **more):
    numbers = ",".join(str(ticket.number) for ticket in tickets)
    data = {"numbers": numbers, "wish": f"type:{slug}", "key": str(uuid4())}
    return client.post(f"/batches/{path}", data | more, headers=HTMX)


def types() -> set[tuple[str, str]]:
    return set(Ticket.objects.values_list("workflow__slug", "state__slug"))


WANTED = {"fields-position_wanted": "Baker"}


def test_the_dialog_says_where_they_land_and_what_is_asked(agnes_client, tickets):
    page = send(agnes_client, tickets, "questions/").text
    assert "Type: Application" in page
    assert "Invited" in page
    assert 'name="fields-position_wanted"' in page


def test_all_of_them_change_and_change_back(agnes_client, tickets, run_jobs):
    send(agnes_client, tickets, **WANTED)
    run_jobs()
    assert types() == {("application", "interview")}
    assert Ticket.objects.first().fields["position_wanted"] == "Baker"
    agnes_client.post(f"/batches/{Batch.objects.get().pk}/undo/", headers=HTMX)
    run_jobs()
    assert types() == {("support", "waiting")}


def test_what_a_ticket_has_already_stays(agnes_client, tickets, run_jobs):
    Ticket.objects.filter(pk=tickets[0].pk).update(fields={"position_wanted": "Cook"})
    send(agnes_client, tickets, **WANTED)
    run_jobs()
    held = Ticket.objects.get(pk=tickets[0].pk).fields
    assert held["position_wanted"] == "Cook"


def test_what_the_type_needs_has_to_be_said(agnes_client, application, tickets):
    FieldUse.objects.filter(workflow=application, action=None).update(required=True)
    assert send(agnes_client, tickets).status_code == 422
    assert not Batch.objects.exists()


def test_those_of_that_type_stay_and_are_counted(agnes_client, application, tickets):
    more = [*tickets, make_ticket(workflow=application)]
    page = send(agnes_client, more, "questions/").text
    assert "They are of that type already." in page


def test_it_is_said_whose_tickets_go_to_their_team(
    agnes, agnes_client, application, tickets, ines
):
    Right.objects.create(workflow=application, role=ines.roles.first())
    Ticket.objects.filter(pk=tickets[0].pk).update(assignee=agnes)
    assert "1 waits for its team" in send(agnes_client, tickets, "questions/").text


@pytest.mark.parametrize("slug", ["heaven", "support", ""])
def test_forged_types_begin_nothing(agnes_client, tickets, slug):
    assert send(agnes_client, tickets, slug=slug).status_code == 409
    assert not Batch.objects.exists()


def test_the_question_costs_the_same_for_many(
    agnes_client, tickets, django_assert_max_num_queries
):
    more = [*tickets, *(make_ticket(state="open") for _number in range(20))]
    send(agnes_client, tickets, "questions/")
    with django_assert_max_num_queries(22):
        send(agnes_client, more, "questions/")


def test_olaf_and_zoe_change_nothing(olaf_client, outsider_client, tickets, run_jobs):
    send(olaf_client, tickets, **WANTED)
    answer = send(outsider_client, tickets, **WANTED)
    run_jobs()
    assert answer["Location"].startswith("/accounts/login/")
    assert types() == {("support", "waiting")}
