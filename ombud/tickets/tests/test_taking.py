"""Take next: everybody another ticket."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from ombud.testing.factories import make_agent, make_team, make_ticket
from ombud.tickets.models import Ticket, Verb
from ombud.users.models import Absence, Availability
from ombud.workflows.models import ActionNotAllowed

TAKERS = 20
TICKETS = 12


def ago(hours: int):
    return timezone.now() - timedelta(hours=hours)


def test_the_most_urgent_comes_first(db, agnes):
    make_ticket("old", created_at=ago(9))
    urgent = make_ticket("urgent", priority="urgent", created_at=ago(1))
    assert Ticket.objects.take_next(by=agnes) == urgent


def test_of_two_the_longer_waiting(db, agnes):
    make_ticket("new", created_at=ago(1))
    old = make_ticket("old", created_at=ago(9))
    assert Ticket.objects.take_next(by=agnes) == old
    entry = old.entries.get()
    assert (entry.verb, entry.agent) == (Verb.ASSIGNED, agnes)


@pytest.mark.parametrize("state", ["waiting", "solved"])
def test_what_waits_for_the_customer_is_not_given_out(db, agnes, state):
    make_ticket(state=state)
    assert Ticket.objects.take_next(by=agnes) is None


def test_nobody_gets_another_teams(db, olaf):
    make_ticket(team=make_team("support"))
    assert Ticket.objects.take_next(by=olaf) is None


def test_nobody_gets_a_colleagues(db, agnes, bela):
    make_ticket(assignee=bela)
    assert Ticket.objects.take_next(by=agnes) is None


def test_a_shift_gives_to_those_on_duty(db, agnes):
    team = make_team("support")
    team.is_shift = True
    team.save()
    ticket = make_ticket(team=team)
    agnes.availability = Availability.AWAY
    with pytest.raises(ActionNotAllowed, match="works in shifts"):
        Ticket.objects.take_next(by=agnes)
    agnes.availability = Availability.ON
    assert Ticket.objects.take_next(by=agnes) == ticket


def test_who_is_absent_is_not_on_duty(db, agnes):
    today = agnes.day_at()
    Absence.objects.plan(agnes, first_day=today, last_day=today)
    assert not agnes.is_on_duty


@pytest.mark.django_db(transaction=True)
def test_twenty_takers_of_twelve_tickets_get_twelve():
    team = make_team("support")
    agents = [make_agent(f"A{number} Agent", team) for number in range(TAKERS)]
    for number in range(TICKETS):
        make_ticket(f"matter {number}", team=team)
    start = Barrier(TAKERS)

    def take(agent) -> int | None:
        try:
            start.wait(30)
            ticket = Ticket.objects.take_next(by=agent)
            return ticket and ticket.pk
        finally:
            connection.close()

    with ThreadPoolExecutor(TAKERS) as pool:
        taken = [pk for pk in pool.map(take, agents) if pk]
    assert len(taken) == len(set(taken)) == TICKETS
    owners = set(Ticket.objects.values_list("assignee", flat=True))
    assert len(owners) == TICKETS
    assert None not in owners


def test_the_next_one_is_found_along_its_index(db, agnes):
    for number in range(40):
        make_ticket(f"matter {number}")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
    plan = (
        Ticket.objects.filter(is_open=True, assignee=None, priority="high")
        .order_by("created_at")[:1]
        .explain()
    )
    assert "ticket_next" in plan
