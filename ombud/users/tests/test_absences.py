"""Absences: planning them, ending them, and who stands in."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from ombud.testing.factories import make_agent
from ombud.users.models import Absence, AbsenceOverlaps, User
from ombud.users.presence import Crew, stand_in_for

pytestmark = pytest.mark.django_db
MAY = date(2027, 5, 3)


def away(user: User, substitute: User | None = None, days: int = 1) -> Absence:
    today = user.day_at()
    return Absence.objects.plan(
        user,
        first_day=today,
        last_day=today + timedelta(days=days - 1),
        substitute=substitute,
    )


def test_absences_of_one_person_do_not_overlap(agnes):
    Absence.objects.plan(agnes, first_day=MAY, last_day=MAY + timedelta(days=4))
    with pytest.raises(AbsenceOverlaps, match="overlap with the absence from"):
        Absence.objects.plan(agnes, first_day=MAY + timedelta(days=4), last_day=MAY)
    later = MAY + timedelta(days=4)
    with pytest.raises(AbsenceOverlaps):
        Absence.objects.plan(agnes, first_day=later, last_day=later)


def test_two_people_may_be_away_together(agnes, bela):
    for user in (agnes, bela):
        Absence.objects.plan(user, first_day=MAY, last_day=MAY)
    assert Absence.objects.count() == 2


def test_who_is_here_stands_in_for_themselves(agnes):
    assert stand_in_for(agnes) == agnes


def test_a_chain_leads_to_who_is_here(agnes, bela):
    cleo = make_agent("Cleo Costa")
    away(agnes, bela)
    away(bela, cleo)
    assert stand_in_for(agnes) == cleo


def test_a_circle_leads_to_nobody(agnes, bela):
    away(agnes, bela)
    away(bela, agnes)
    assert stand_in_for(agnes) is None


@pytest.mark.parametrize("is_active", [True, False])
def test_who_has_left_stands_in_for_nobody(agnes, bela, is_active):
    bela.is_active = is_active
    bela.save()
    away(agnes, bela)
    assert stand_in_for(agnes) == (bela if is_active else None)


@time_machine.travel(datetime(2027, 5, 3, 22, 30, tzinfo=UTC), tick=False)
def test_a_day_begins_by_ones_own_clock(agnes, bela):
    agnes.time_zone, bela.time_zone = "Europe/Budapest", "America/New_York"
    agnes.save()
    bela.save()
    fourth = date(2027, 5, 4)
    for user in (agnes, bela):
        Absence.objects.plan(user, first_day=fourth, last_day=fourth)
    assert list(User.objects.present()) == [bela]
    assert agnes.absence_at() is not None
    assert bela.absence_at() is None


def test_ending_early_makes_today_a_day_of_work(agnes, bela):
    today = agnes.day_at()
    absence = Absence.objects.plan(
        agnes, first_day=today - timedelta(days=3), last_day=today + timedelta(days=3)
    )
    absence.end_early()
    assert stand_in_for(agnes) == agnes
    assert absence.is_over


def test_ending_on_the_first_day_leaves_none(agnes):
    away(agnes).end_early()
    assert not Absence.objects.exists()


def test_of_a_crew_nothing_is_asked_twice(agnes, bela, django_assert_num_queries):
    away(agnes, bela, days=2)
    agnes.day_at()
    crew = Crew.of([agnes.pk], timezone.now())
    with django_assert_num_queries(0):
        assert crew.stand_in_for(agnes.pk) == bela
        assert crew.people[bela.pk].team_ids
        assert crew.people[bela.pk].permissions
