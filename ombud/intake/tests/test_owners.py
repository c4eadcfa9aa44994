"""A mail finds the owner of its ticket."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ombud.intake.channels import channel_with
from ombud.intake.models import Inbound
from ombud.intake.pipeline import process
from ombud.testing.mails import letter
from ombud.tickets.models import Ticket, Verb
from ombud.users.models import Absence, Helpdesk
from ombud.workflows.models.right import matrix

Write = Callable[..., Inbound]


@pytest.fixture
def team(box, agnes, bela):
    box.team.members.add(agnes, bela)
    return box.team


def queries_of(box, number: int) -> int:
    """How many a new ticket by mail takes; what is kept in memory is there already."""
    inbound = Inbound.objects.store(box, letter(f"It leaks {number} times."))
    assert inbound
    Helpdesk.current()
    matrix()
    assert channel_with(box.pk).workflow.first_state
    with CaptureQueriesContext(
        connection,
    ) as found:
        process(inbound.pk)
    return len(found)


def test_carlas_agent_gets_her_mail(write: Write, team, agnes, carla):
    carla.entrust(agnes)
    write()
    ticket = Ticket.objects.get()
    assert ticket.assignee == agnes
    verbs = list(ticket.entries.values_list("verb", flat=True))
    assert verbs[:2] == [Verb.RECEIVED, Verb.ASSIGNED]


def test_the_mailboxs_agent_gets_what_strangers_write(write: Write, box, team, bela):
    box.responsible = bela
    box.save()
    write(**{"from": "zoe@stranger.example"})
    assert Ticket.objects.get().assignee == bela


def test_an_answer_moves_nothing(write: Write, team, agnes, bela, carla):
    write(message_id="<first@example.com>")
    carla.entrust(agnes)
    write("Any news?", in_reply_to="<first@example.com>")
    assert Ticket.objects.get().assignee is None


def test_an_owner_costs_three_statements(box, team, agnes, bela, carla):
    queries_of(box, 1)
    plain = queries_of(box, 2)
    today = agnes.day_at()
    Absence.objects.plan(agnes, first_day=today, last_day=today, substitute=bela)
    carla.entrust(agnes)
    Helpdesk.current().change(owner=bela)
    assert queries_of(box, 3) <= plain + 3
    assert Ticket.objects.latest("pk").assignee == bela
