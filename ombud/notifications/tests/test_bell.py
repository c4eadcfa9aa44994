"""The bell, its list, and what one wants to hear of."""

import pytest
from django.urls import reverse

from ombud.notifications.bell import page_of
from ombud.notifications.hearing import hear
from ombud.notifications.models import Event, Mail, Notification, Preferences
from ombud.testing.factories import make_message, make_team, make_ticket

HTMX = {"HX-Request": "true"}


@pytest.fixture
def ticket(bela):
    return make_ticket(assignee=bela)


@pytest.fixture
def rung(ticket, agnes):
    """Béla's ticket has an answer and a note."""
    make_message(ticket)
    make_message(ticket, "Thank you")
    ticket.note(by=agnes, text="Nice.")
    hear()


def count(client):
    return client.get(reverse("bell")).content.decode()


def test_the_bell_counts_what_is_unread(rung, bela_client, agnes_client):
    assert '<span class="count count-new">3</span>' in count(bela_client)
    assert "count-new" not in count(agnes_client)


def test_the_list_is_by_ticket_and_newest_first(rung, bela_client):
    page = bela_client.get("/notifications/").content.decode()
    assert page.count("The kettle leaks") == 1
    assert page.index("Colleague noted") < page.index("Customer answered")


def test_olaf_sees_only_his_own(rung, olaf_client):
    assert "kettle" not in olaf_client.get("/notifications/").content.decode()
    assert "kettle" not in olaf_client.get("/notifications/latest/").content.decode()


def test_zoe_sees_nothing(outsider_client):
    for url in ("/notifications/", "/notifications/latest/", "/notifications/bell/"):
        assert "/accounts/login/" in outsider_client.get(url).headers["Location"]


def test_what_went_out_of_sight_is_not_shown(rung, ticket, bela_client):
    ticket.change(assignee=None, team=make_team("warehouse"))
    assert "kettle" not in bela_client.get("/notifications/").content.decode()
    assert "count-new" not in count(bela_client)


def test_opening_the_ticket_reads_it(rung, ticket, bela_client):
    page = bela_client.get(ticket.get_absolute_url()).content.decode()
    bell = page[page.index('id="bell"') :].partition("</ul>")[0]
    assert "count-new" not in bell
    assert not Notification.objects.filter(read_at=None).exists()


def test_a_pane_reads_it_too(rung, ticket, bela_client):
    url = reverse("ticket-pane", args=[ticket.number])
    page = bela_client.get(url, headers=HTMX).content.decode()
    assert 'id="bell" hx-swap-oob="true"' in page
    assert not Notification.objects.filter(read_at=None).exists()


def test_all_is_read_up_to_what_was_shown(rung, ticket, agnes, bela_client):
    newest = Notification.objects.latest("pk").pk
    ticket.note(by=agnes, text="One more.")
    hear()
    bela_client.post("/notifications/readings/", {"until": newest})
    unread = Notification.objects.filter(read_at=None)
    assert [row.entry.text for row in unread] == ["One more."]


def test_mark_all_read_answers_with_the_bell(rung, bela_client):
    newest = Notification.objects.latest("pk").pk
    url = "/notifications/readings/"
    answer = bela_client.post(url, {"until": newest}, headers=HTMX).content.decode()
    assert 'id="bell"' in answer
    assert 'id="bell-latest"' in answer


def test_nobody_reads_for_others(rung, olaf_client):
    newest = Notification.objects.latest("pk").pk
    olaf_client.post("/notifications/readings/", {"until": newest})
    assert Notification.objects.filter(read_at=None).count() == 3


def test_mentions_and_unread_are_lists(rung, ticket, agnes, bela_client):
    ticket.note(by=agnes, text="@bela?")
    hear()
    mentions = bela_client.get("/notifications/?only=mentions").content.decode()
    assert "You were mentioned" in mentions
    assert "Customer answered" not in mentions
    Notification.objects.update(read_at="2026-01-01T00:00Z")
    unread = bela_client.get("/notifications/?only=unread").content.decode()
    assert "You have read everything" in unread
    assert bela_client.get("/notifications/?only=nonsense").status_code == 404


def test_pages_go_on_behind_a_key(rung, bela):
    first = page_of(bela, size=2)
    second = page_of(bela, size=2, before=first.older)
    shown = [row.reason for page in (first, second) for row in page.groups[0].rows]
    assert shown == ["noted", "answered", "assigned"]
    assert second.older is None


def test_the_bell_costs_a_page_no_query(
    rung, bela_client, agnes_client, django_assert_max_num_queries
):
    bela_client.get("/notifications/")
    with django_assert_max_num_queries(8):
        bela_client.get("/notifications/")


def test_what_is_old_is_forgotten(rung):
    Notification.objects.update(created_at="2026-01-01T00:00Z")
    Notification.objects.forget_old()
    assert not Notification.objects.exists()


def form(**changes):
    data = {f"app-{event}": "on" for event in Event}
    return data | {"digest_hour": "7"} | changes


def test_preferences_are_kept(bela, bela_client):
    url = "/profile/notifications/"
    page = bela_client.get(url).content.decode()
    assert "A colleague names me or my team in a note" in page
    answer = bela_client.post(url, form(**{"mail-answered": "daily"}))
    assert answer.status_code == 302
    own = Preferences.of(bela)
    assert own.digest_hour == 7
    assert own.wish(Event.ANSWERED).mail == Mail.DAILY
    assert own.wish(Event.ASSIGNED).mail == Mail.NEVER
    assert own.wish(Event.TEAM).in_app


def test_a_wrong_way_is_told(bela, bela_client):
    answer = bela_client.post("/profile/notifications/", form(**{"mail-team": "owl"}))
    assert answer.status_code == 422
    assert Preferences.of(bela).wish(Event.TEAM).mail == Mail.NEVER


def test_preferences_are_ones_own(olaf_client, outsider_client):
    assert olaf_client.get("/profile/notifications/").status_code == 200
    assert outsider_client.get("/profile/notifications/").status_code == 302
