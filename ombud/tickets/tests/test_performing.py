"""One action at a time: of two who press at once, the second is told."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from ombud.testing.factories import make_agent, make_team, make_ticket
from ombud.tickets.models import Entry, Ticket
from ombud.users.models import User
from ombud.workflows.models import Action, ActionNotAllowed
from ombud.workflows.starting import starter

HTMX = {"HX-Request": "true"}


@pytest.mark.django_db(transaction=True)
def test_of_two_agents_at_once_the_second_is_told_what_happened():
    team = make_team("support")
    people = [make_agent(name, team) for name in ("agnes", "bela")]
    ticket, start = make_ticket(team=team, state="open"), Barrier(2)

    def solve(agent: User) -> str:
        mine = Ticket.objects.get(pk=ticket.pk)
        action = mine.action("solve", by=agent)
        start.wait()
        try:
            mine.perform(action, by=agent)
        except ActionNotAllowed as refused:
            return str(refused)
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(2) as both:
        told = sorted(both.map(solve, people))
    assert told == ["", "“Solve” is not possible while the state is “Solved”."]
    assert Entry.objects.filter(ticket=ticket, action="solve").count() == 1


@pytest.mark.parametrize("slug", ["explode", "ask-for-parcel"])
def test_an_action_of_no_or_another_workflow_does_nothing(agnes_client, slug):
    starter("complaint")
    ticket = make_ticket(state="open")
    url = f"/tickets/{ticket.number}/actions/{slug}/"
    answer = agnes_client.post(url, headers=HTMX)
    assert answer.status_code in {403, 404, 409}
    assert not Entry.objects.exists()


def test_an_action_row_of_another_workflow_is_refused(agnes):
    starter("complaint")
    ticket = make_ticket(state="open")
    theirs = Action.objects.exclude(workflow=ticket.workflow).order_by("pk")[0]
    with pytest.raises(ActionNotAllowed, match="no such action"):
        ticket.perform(theirs, by=agnes)
