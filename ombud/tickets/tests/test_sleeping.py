"""Tickets sleep until a moment; replies leave later; the customer ends both."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from ombud.channels.models import Delivery, DeliveryState
from ombud.core.actor import Requester
from ombud.notifications import hearing
from ombud.notifications.models import Notification
from ombud.testing.factories import (
    CARLA,
    make_channel,
    make_message,
    make_state,
    make_ticket,
)
from ombud.tickets.models import Batch, Draft, Entry, Ticket, Verb
from ombud.tickets.models.incoming import Incoming
from ombud.tickets.timing import opening_of
from ombud.workflows.models import ActionNotAllowed

HTMX = {"HX-Request": "true"}
# A Wednesday.
NOW = datetime.fromisoformat("2026-11-25T17:00:00+00:00")
TOMORROW = NOW + timedelta(hours=15)
LATER = {"html": "<p>Hello Carla</p>", "to": [CARLA], "later": TOMORROW}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def ticket(agnes) -> Ticket:
    found = make_ticket(channel=make_channel(), state="open", assignee=agnes)
    make_message(found, "It leaks.")
    return found


def hear(ticket, text):
    words = {"text": text, "reply_text": text, "html": "", "quoted_html": ""}
    envelope = {"from_address": "carla@example.com", "subject": "Re", "to": []}
    incoming = Incoming(words=words, envelope=envelope)
    by = Requester("Carla Conti", "carla@example.com")
    with transaction.atomic():
        return Ticket.objects.get(pk=ticket.pk).locked().hear(incoming, by=by)


def fresh() -> Ticket:
    return Ticket.objects.get()


# ---- Sleeping


def test_a_sleeping_ticket_asks_for_no_work(ticket, agnes):
    ticket.sleep(TOMORROW, by=agnes)
    assert not Ticket.objects.unfinished().exists()
    assert Ticket.objects.asleep().exists()
    assert fresh().state.slug == "open"


def test_it_wakes_when_its_time_has_come_and_says_so(ticket, agnes):
    ticket.sleep(TOMORROW, by=agnes)
    Ticket.objects.wake_due()
    assert fresh().is_asleep
    # The worker was down at that moment.
    with time_machine.travel(TOMORROW + timedelta(hours=3), tick=False):
        Ticket.objects.wake_due()
        Ticket.objects.wake_due()
        hearing.hear()
    assert fresh().is_open
    assert fresh().woken_at
    assert Entry.objects.filter(verb=Verb.WOKEN).count() == 1
    assert Notification.objects.get(reason="woken").user == agnes


def test_the_mark_goes_with_the_next_step(ticket, agnes):
    ticket.woken_at = NOW
    ticket.save(update_fields=["woken_at"])
    ticket.note(by=agnes, text="Seen.")
    assert fresh().woken_at is None


def test_the_customer_wakes_it(ticket, agnes):
    ticket.sleep(TOMORROW, by=agnes, through_thanks=True)
    hear(ticket, "It leaks again, can you help?")
    assert fresh().is_open


def test_mere_thanks_wake_it_only_if_that_is_wished(ticket, agnes):
    ticket.sleep(TOMORROW, by=agnes, through_thanks=True)
    hear(ticket, "Thank you very much!")
    assert fresh().is_asleep
    fresh().sleep(TOMORROW, by=agnes, through_thanks=False)
    hear(ticket, "Thank you very much!")
    assert not fresh().is_asleep


def test_what_was_solved_in_its_sleep_is_not_woken(ticket, agnes):
    ticket.sleep(TOMORROW, by=agnes)
    fresh().move(make_state("solved"), by=agnes)
    with time_machine.travel(TOMORROW + timedelta(hours=3), tick=False):
        Ticket.objects.wake_due()
    assert not Entry.objects.filter(verb=Verb.WOKEN).exists()
    hear(ticket, "It leaks again, can you help?")
    assert fresh().is_open


def test_sleep_can_be_taken_back(ticket, agnes):
    entry = ticket.sleep(TOMORROW, by=agnes)
    fresh().undo(entry, by=agnes)
    assert fresh().is_open


def test_a_time_that_is_over_is_refused(ticket, agnes):
    with pytest.raises(ActionNotAllowed, match="over"):
        ticket.sleep(NOW - timedelta(hours=1), by=agnes)


def test_the_words_are_typed_and_explained(client, ticket, agnes):
    client.force_login(agnes)
    url = f"/tickets/{ticket.number}/sleep/"
    assert "Until when?" in client.get(url).content.decode()
    assert "27 Nov" in client.get("/moments/", {"words": "fri 9"}).content.decode()
    wrong = client.post(url, {"words": "blue"}, headers=HTMX)
    assert wrong.status_code == 422
    assert "is no time that Ombud knows" in wrong.content.decode()
    client.post(url, {"words": "fri 9", "thanks": "on"}, headers=HTMX)
    until = timezone.localtime(fresh().asleep_until)
    assert (until.day, until.hour, fresh().stays_asleep) == (27, 9, True)


def test_it_stands_in_the_list_of_what_sleeps_and_can_be_woken(client, ticket, agnes):
    client.force_login(agnes)
    ticket.sleep(TOMORROW, by=agnes)
    page = client.get("/inbox/asleep/").content.decode()
    assert f'id="row-{ticket.number}"' in page
    client.post(f"/tickets/{ticket.number}/waking/", headers=HTMX)
    assert fresh().is_open


def test_many_are_put_to_sleep_together(client, ticket, agnes):
    client.force_login(agnes)
    data = {
        "numbers": str(ticket.number),
        "wish": "sleep",
        "key": "5d8a8f1e-0f43-4c5e-8b3f-1f6a3f2b7c11",
        "words": "in 2 weeks",
    }
    client.post("/batches/", data, headers=HTMX)
    Batch.objects.get().run()
    assert timezone.localtime(fresh().asleep_until).day == 9


def test_others_put_nothing_to_sleep(client, ticket, olaf):
    addresses = [f"/tickets/{ticket.number}/{one}/" for one in ("sleep", "waking")]
    client.force_login(olaf)
    found = [client.post(one, {"words": "fri 9"}).status_code for one in addresses]
    assert found == [404, 404]
    client.logout()
    found = [client.post(one, {"words": "fri 9"}).status_code for one in addresses]
    assert found == [302, 302]


# ---- Leaving later


def test_a_reply_leaves_later(ticket, agnes):
    entry = ticket.reply(by=agnes, **LATER)
    delivery = entry.message.delivery
    assert delivery.due_at == TOMORROW
    assert not Delivery.objects.due().exists()
    with time_machine.travel(TOMORROW + timedelta(hours=2), tick=False):
        assert Delivery.objects.due().get() == delivery


def test_it_is_a_draft_again_when_the_customer_writes_first(ticket, agnes):
    entry = ticket.reply(by=agnes, **LATER)
    hear(ticket, "Never mind, it works.")
    assert Delivery.objects.get().state == DeliveryState.CANCELLED
    assert "Hello Carla" in Draft.objects.get(author=agnes).html
    undone = Entry.objects.get(verb=Verb.UNDONE)
    assert undone.particulars["why"] == "wrote_first"
    assert fresh().sends_at is None
    hearing.hear()
    assert Notification.objects.filter(reason="unsent", user=agnes).exists()
    assert Entry.objects.get(pk=entry.pk).undone_at


def test_what_has_left_is_not_called_back(ticket, agnes):
    ticket.reply(by=agnes, **LATER)
    Delivery.objects.update(state=DeliveryState.SENT, attempts=1)
    hear(ticket, "Never mind.")
    assert not Draft.objects.exists()


def test_it_waits_on_the_timeline_with_its_buttons(client, ticket, agnes):
    client.force_login(agnes)
    entry = ticket.reply(by=agnes, **LATER)
    page = client.get(ticket.get_absolute_url()).content.decode()
    assert "Send now" in page
    assert f"/entries/{entry.pk}/leaving/" in page


def test_its_time_can_be_changed_and_it_can_leave_now(client, ticket, agnes):
    client.force_login(agnes)
    entry = ticket.reply(by=agnes, **LATER)
    url = f"/entries/{entry.pk}/leaving/"
    client.post(url, {"words": "fri 9"}, headers=HTMX)
    assert timezone.localtime(Delivery.objects.get().due_at).day == 27
    assert client.post(url, {"words": "blue"}, headers=HTMX).status_code == 422
    client.post(url, {"now": "on"}, headers=HTMX)
    assert Delivery.objects.due().exists()


def test_the_menu_sends_later_by_typed_words(client, ticket, agnes):
    client.force_login(agnes)
    url = f"/tickets/{ticket.number}/actions/reply/"
    data = {"text": "Hello Carla", "to": "carla@example.com"}
    wrong = client.post(url, data | {"later": "words", "later_words": "blue"})
    assert not Delivery.objects.exists(), wrong
    client.post(url, data | {"later": "", "later_words": "fri 9"}, headers=HTMX)
    assert timezone.localtime(Delivery.objects.get().due_at).hour == 9


def test_their_office_opens_by_their_own_clock(ticket):
    ticket.requester_email = "giorgos@cafe.gr"
    assert opening_of(ticket).isoformat() == "2026-11-26T09:00:00+02:00"


def test_others_change_no_time(client, ticket, agnes, olaf):
    entry = ticket.reply(by=agnes, **LATER)
    url = f"/entries/{entry.pk}/leaving/"
    client.force_login(olaf)
    assert client.post(url, {"now": "on"}).status_code == 404
    client.logout()
    assert client.post(url, {"now": "on"}).status_code == 302
