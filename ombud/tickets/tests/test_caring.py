"""What time brings: no ticket lies with nobody, with a sleeper, with an absent one."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from ombud.testing.factories import make_note, make_team, make_ticket
from ombud.tickets import caring
from ombud.tickets.models import Ticket, Verb
from ombud.users.models import Absence, Helpdesk

pytestmark = pytest.mark.django_db


def hours_ago(hours: int):
    return timezone.now() - timedelta(hours=hours)


def now(ticket: Ticket) -> Ticket:
    return Ticket.objects.get(pk=ticket.pk)


def owner(ticket: Ticket):
    return now(ticket).assignee


def test_what_is_ownerless_too_long_goes_to_the_helpdesk(ines):
    Helpdesk.current().change(owner=ines, ownerless_hours=4)
    old, new = make_ticket(idle_since=hours_ago(5)), make_ticket()
    assert caring.give_ownerless() == 1
    assert (owner(old), owner(new)) == (ines, None)
    entry = old.entries.get(verb=Verb.ASSIGNED)
    assert entry.is_machine
    assert entry.particulars == {"why": "ownerless", "hours": 4}


def test_twice_it_is_given_once(ines):
    Helpdesk.current().change(owner=ines, ownerless_hours=4)
    make_ticket(idle_since=hours_ago(5))
    assert [caring.give_ownerless(), caring.give_ownerless()] == [1, 0]


def test_the_helpdesks_substitute_gets_it(agnes, bela):
    Helpdesk.current().change(owner=agnes, ownerless_hours=4)
    today = agnes.day_at()
    Absence.objects.plan(agnes, first_day=today, last_day=today, substitute=bela)
    ticket = make_ticket(idle_since=hours_ago(5))
    caring.give_ownerless()
    assert owner(ticket) == bela


def test_nobody_gets_what_they_cannot_work_on(olaf):
    Helpdesk.current().change(owner=olaf, ownerless_hours=4)
    make_ticket(team=make_team("support"), idle_since=hours_ago(5))
    assert caring.give_ownerless() == 0


def test_the_helpdesks_team_takes_it_along(olaf, warehouse):
    Helpdesk.current().change(owner=olaf, team=warehouse, ownerless_hours=4)
    ticket = make_ticket(team=make_team("support"), idle_since=hours_ago(5))
    caring.give_ownerless()
    assert (owner(ticket), now(ticket).team) == (olaf, warehouse)


def test_what_its_owner_has_not_touched_goes_back(agnes):
    Helpdesk.current().change(take_back_hours=8)
    ticket = make_ticket(assignee=agnes, state="open", idle_since=hours_ago(9))
    assert caring.release_idle() == 1
    assert owner(ticket) is None
    assert ticket.entries.get().particulars["name"] == "Agnes Adler"


def test_what_its_owner_works_on_stays(agnes):
    Helpdesk.current().change(take_back_hours=8)
    ticket = make_ticket(assignee=agnes, state="open", idle_since=hours_ago(9))
    make_note(ticket, agnes)
    assert caring.release_idle() == 0
    assert now(ticket).idle_since is None


def test_what_waits_for_the_customer_stays(agnes):
    Helpdesk.current().change(take_back_hours=8)
    make_ticket(assignee=agnes, state="waiting", idle_since=hours_ago(9))
    assert caring.release_idle() == 0


def test_an_assignment_begins_the_time_anew(agnes, bela):
    ticket = make_ticket(assignee=agnes, idle_since=hours_ago(9))
    ticket.assign(agent=bela, by=agnes)
    assert now(ticket).idle_since > hours_ago(1)


def test_without_a_setting_nothing_happens(agnes):
    make_ticket(idle_since=hours_ago(900))
    make_ticket(assignee=agnes, idle_since=hours_ago(900))
    assert caring.give_ownerless() + caring.release_idle() == 0


def test_on_the_first_day_of_an_absence_tickets_go_over(agnes, bela):
    ticket = make_ticket(assignee=agnes, state="waiting")
    tomorrow = agnes.day_at() + timedelta(days=1)
    absence = Absence.objects.plan(
        agnes, first_day=tomorrow, last_day=tomorrow, substitute=bela
    )
    assert caring.hand_over_absent() == 0
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert caring.hand_over_absent() == 1
        assert caring.hand_over_absent() == 0
    assert (owner(ticket), now(ticket).absence) == (bela, absence)


def test_who_wants_to_keep_them_keeps_them(agnes, bela):
    make_ticket(assignee=agnes)
    today = agnes.day_at()
    Absence.objects.plan(
        agnes, first_day=today, last_day=today, substitute=bela, hands_over=False
    )
    assert caring.hand_over_absent() == 0


def test_more_than_a_batch_is_done_whole(ines, monkeypatch):
    monkeypatch.setattr(caring, "BATCH", 3)
    Helpdesk.current().change(owner=ines, ownerless_hours=1)
    for _number in range(7):
        make_ticket(idle_since=hours_ago(2))
    assert caring.give_ownerless() == 7


def test_what_is_idle_is_found_along_its_index():
    for _number in range(30):
        make_ticket()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    plan = caring._idle_for(8).order_by("idle_since")[:50].explain()
    assert "ticket_idle" in plan
