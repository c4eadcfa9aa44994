"""Following, and naming each other in notes."""

import pytest
from django.urls import reverse

from ombud.lib import html as html_lib
from ombud.testing.factories import make_agent, make_note, make_team, make_ticket
from ombud.tickets.lists import BY_SLUG
from ombud.tickets.models import Following


@pytest.fixture
def ticket(agnes):
    return make_ticket()


def follow(client, ticket, wish="on", **headers):
    url = reverse("ticket-following", args=[ticket.number])
    return client.post(url, {"following": wish}, **headers)


def followers(ticket):
    found = Following.objects.filter(ticket=ticket).order_by("pk")
    return [one.user.name for one in found]


def test_following_twice_is_once(agnes_client, ticket):
    answers = [follow(agnes_client, ticket) for _ in range(2)]
    assert {answer.status_code for answer in answers} == {302}
    assert followers(ticket) == ["Agnes Adler"]


def test_the_button_tells_and_takes_it_back(agnes_client, ticket):
    htmx = {"HX-Request": "true", "HX-Target": f"ticket-{ticket.number}-follow"}
    answer = follow(agnes_client, ticket, headers=htmx)
    assert 'aria-pressed="true"' in answer.content.decode()
    answer = follow(agnes_client, ticket, "off", headers=htmx)
    assert 'aria-pressed="false"' in answer.content.decode()
    assert followers(ticket) == []


def test_olaf_and_zoe_follow_nothing(olaf_client, outsider_client, ticket):
    assert follow(olaf_client, ticket).status_code == 404
    assert "/accounts/login/" in follow(outsider_client, ticket).headers["Location"]
    assert followers(ticket) == []


def test_what_one_follows_is_a_list_of_ones_own(agnes, bela, ticket):
    ticket.follow(by=agnes)
    make_ticket("Another").follow(by=bela)
    listed = BY_SLUG["followed"].tickets(agnes)
    assert [one.subject for one in listed] == [ticket.subject]


def test_what_is_followed_and_out_of_sight_is_not_listed(olaf, ticket):
    ticket.follow(by=olaf)
    assert not BY_SLUG["followed"].tickets(olaf).exists()


def test_the_page_asks_no_more_for_it(
    agnes_client, ticket, django_assert_max_num_queries
):
    url = reverse("ticket-header", args=[ticket.number])
    agnes_client.get(url)
    with django_assert_max_num_queries(8):
        assert "Follow this ticket" in agnes_client.get(url).content.decode()


def test_who_is_named_in_a_note_follows(agnes, bela, ticket):
    entry = ticket.note(by=agnes, text="Ask @bela, he knows.")
    assert entry.particulars == {"mentions": ["user:bela@ombud.example"]}
    assert followers(ticket) == ["Béla Balogh"]


def test_the_editors_mark_stays_in_a_note_alone(agnes, bela, ticket):
    html = '<p><span data-mention="user:bela@ombud.example">@B</span> look</p>'
    entry = ticket.note(by=agnes, html=html)
    assert entry.html == html
    assert entry.particulars["mentions"] == ["user:bela@ombud.example"]
    assert "data-mention" not in html_lib.clean(html)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("@Béla Balogh please", ["user:bela@ombud.example"]),
        ("(@bela)", ["user:bela@ombud.example"]),
        ("@support: look", ["team:support"]),
        ("@bela and @Agnes", ["user:agnes@ombud.example", "user:bela@ombud.example"]),
        ("@belarus is far", []),
        ("write to info@bela.example", []),
        ("@olaf", []),
        ("@nobody", []),
    ],
)
def test_plain_names(agnes, bela, olaf, ticket, text, named):
    entry = ticket.note(by=agnes, text=text)
    assert entry.particulars.get("mentions", []) == named


def test_a_first_name_of_two_colleagues_means_nobody(agnes, ticket):
    for email in ("anna.a@ombud.example", "anna.b@ombud.example"):
        make_agent("Anna Alt", make_team(), email=email)
    assert ticket.note(by=agnes, text="@anna?").particulars == {}


def test_a_note_without_names_asks_for_nobody(
    agnes, ticket, django_assert_max_num_queries
):
    with django_assert_max_num_queries(6):
        ticket.note(by=agnes, text="Write to carla@example.com.")


def test_the_editor_offers_who_may_see_the_ticket(agnes_client, bela, olaf, ticket):
    url = reverse("ticket-mentionable", args=[ticket.number])
    answer = agnes_client.get(url).content.decode()
    assert 'data-key="user:bela@ombud.example"' in answer
    assert 'data-key="team:support"' in answer
    assert "Olaf" not in answer


def test_olaf_and_zoe_are_offered_nobody(olaf_client, outsider_client, ticket):
    url = reverse("ticket-mentionable", args=[ticket.number])
    assert olaf_client.get(url).status_code == 404
    assert outsider_client.get(url).status_code == 302


def test_a_name_shows_in_the_timeline(agnes_client, agnes, bela, ticket):
    html = '<p><span data-mention="user:bela@ombud.example">@Béla</span></p>'
    make_note(ticket, agnes)
    ticket.note(by=agnes, html=html)
    page = agnes_client.get(ticket.get_absolute_url()).content.decode()
    assert 'data-mention="user:bela@ombud.example">@Béla</span>' in page
