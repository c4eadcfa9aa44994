"""What is typed into a new ticket's form survives reload, crash and mistakes."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from ombud.testing.factories import make_workflow
from ombud.tickets.models import Begun, Ticket

URL, DRAFT = "/tickets/new/", "/tickets/new/draft/"


@pytest.fixture(autouse=True)
def _workflow(db):
    make_workflow()


@pytest.fixture
def typed(agnes_client, support):
    """As the page sends it with each pause."""

    def send(client=agnes_client, *, place="", **more):
        data = {"key": uuid4(), "who": "Jan Novák", "subject": "It lea", **more}
        return client.post(f"{DRAFT}{place}", data)

    return send


def test_it_is_there_again_when_the_page_is_opened_again(typed, agnes_client):
    assert typed(text="Since Mon").status_code == 204
    page = agnes_client.get(URL).content.decode()
    for words in (
        "Jan Novák",
        "It lea",
        "Since Mon",
        "What you had typed here is back.",
    ):
        assert words in page


def test_each_pause_keeps_the_newest(typed):
    key = uuid4()
    typed(key=key)
    typed(key=key, subject="It leaks")
    assert Begun.objects.get().data["subject"] == "It leaks"


def test_what_is_wrong_is_kept_too(typed, agnes_client):
    typed(email="jan at home", priority="none")
    assert "jan at home" in agnes_client.get(URL).content.decode()


def test_a_form_for_an_order_does_not_overwrite_the_empty_one(typed, agnes_client):
    typed()
    typed(place="?order=CC-1", subject="Another")
    assert "It lea" in agnes_client.get(URL).content.decode()
    assert "Another" in agnes_client.get(f"{URL}?order=CC-1").content.decode()


def test_once_it_is_a_ticket_it_is_begun_no_more(typed, agnes_client, support):
    key = uuid4()
    typed(key=key)
    form = agnes_client.get(URL).context["form"]
    said = {
        "key": form["key"].value(),
        "who": "Jan",
        "subject": "It leaks",
        "text": "Since Monday.",
        "origin": "phone",
        "priority": "normal",
        "team": support.pk,
        "state": form["state"].field.choices[0][0],
    }
    agnes_client.post(URL, said)
    assert Ticket.objects.get().subject == "It leaks"
    assert not Begun.objects.exists()
    # A pause that the network held up until now.
    typed(key=key)
    assert not Begun.objects.exists()


def test_start_afresh_empties_the_form(typed, agnes_client):
    typed()
    page = agnes_client.get(URL).content.decode()
    # Enter in a field must not press it.
    assert 'form="new-fresh"' in page
    agnes_client.post("/tickets/new/fresh/")
    assert not Begun.objects.exists()
    assert "It lea" not in agnes_client.get(URL).content.decode()


def test_it_is_ones_own(typed, bela_client, olaf_client, outsider_client):
    typed()
    assert "It lea" not in bela_client.get(URL).content.decode()
    typed(outsider_client)
    assert Begun.objects.count() == 1
    olaf_client.post("/tickets/new/fresh/")
    assert Begun.objects.count() == 1


def test_what_has_no_key_or_is_no_form_is_not_kept(typed):
    typed(key="x")
    typed(text="x" * 300_000)
    assert not Begun.objects.exists()


def test_a_month_later_it_is_forgotten(typed):
    typed()
    Begun.objects.update(updated_at=timezone.now() - timedelta(days=31))
    Begun.objects.forget_old()
    assert not Begun.objects.exists()
