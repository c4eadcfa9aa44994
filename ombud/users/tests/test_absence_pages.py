"""The pages of absences: one's own, and those of others."""

from datetime import timedelta

import pytest
from django.urls import reverse

from ombud.users.models import Absence

OWN = "/profile/absences/"


def days(user, start: int = 1, length: int = 3) -> dict[str, str]:
    first = user.day_at() + timedelta(days=start)
    last = first + timedelta(days=length - 1)
    return {"first_day": first.isoformat(), "last_day": last.isoformat()}


@pytest.fixture
def absence(agnes, bela) -> Absence:
    today = agnes.day_at()
    return Absence.objects.plan(
        agnes,
        first_day=today - timedelta(days=1),
        last_day=today + timedelta(days=3),
        substitute=bela,
    )


def test_agnes_plans_a_holiday(agnes_client, agnes, bela):
    wish = days(agnes) | {"substitute": bela.pk, "hands_over": "on"}
    assert agnes_client.post(OWN, wish).status_code == 302
    found = agnes.absences.get()
    assert (found.substitute, found.hands_over) == (bela, True)
    assert "Béla Balogh" in agnes_client.get(OWN).content.decode()


def test_an_overlap_is_said_in_a_sentence(agnes_client, agnes, absence):
    answer = agnes_client.post(OWN, days(agnes))
    assert answer.status_code == 422
    assert "These days overlap with the absence from" in answer.content.decode()


@pytest.mark.parametrize(
    ("start", "length", "sentence"),
    [
        (3, -1, "The last day is before the first."),
        (-9, 2, "These days are over already."),
    ],
)
def test_impossible_days_are_said(agnes_client, agnes, start, length, sentence):
    answer = agnes_client.post(OWN, days(agnes, start, length))
    assert sentence in answer.content.decode()


def test_nobody_stands_in_for_themselves(agnes_client, agnes):
    wish = days(agnes) | {"substitute": agnes.pk}
    assert agnes_client.post(OWN, wish).status_code == 422


def test_back_today(agnes_client, agnes, absence):
    agnes_client.post(reverse("absence-endings", args=[absence.pk]))
    assert agnes.absence_at() is None


def test_what_has_begun_is_not_removed(agnes_client, absence):
    answer = agnes_client.post(reverse("absence-removals", args=[absence.pk]))
    assert answer.status_code == 409
    assert Absence.objects.exists()


def test_what_has_not_begun_is_removed(agnes_client, agnes):
    agnes_client.post(OWN, days(agnes))
    planned = agnes.absences.get()
    agnes_client.post(reverse("absence-removals", args=[planned.pk]))
    assert not agnes.absences.exists()


def test_ines_plans_for_agnes(ines_client, agnes):
    url = reverse("person-absences", args=[agnes.pk])
    assert ines_client.post(url, days(agnes)).status_code == 302
    assert agnes.absences.count() == 1


@pytest.mark.parametrize("name", ["absence-endings", "absence-removals"])
def test_olaf_ends_nobody_elses(olaf_client, absence, name):
    assert olaf_client.post(reverse(name, args=[absence.pk])).status_code == 403
    absence.refresh_from_db()
    assert absence.is_running


def test_olaf_does_not_see_others(olaf_client, agnes):
    url = reverse("person-absences", args=[agnes.pk])
    assert olaf_client.get(url).status_code == 403


def test_zoe_has_to_sign_in(outsider_client):
    assert outsider_client.get(OWN).status_code == 302
