"""The workflow's buttons, sending and undoing, as agents' browsers ask for them."""

from uuid import uuid4

import pytest

from ombud.channels.models import Delivery, DeliveryState
from ombud.testing.factories import make_channel, make_message, make_team, make_ticket
from ombud.tickets.models import Draft, Entry, Ticket, Verb

HTMX = {"HX-Request": "true"}


@pytest.fixture
def ticket(agnes):
    found = make_ticket(channel=make_channel(aliases=["info@shop.example"]))
    make_message(found, "It leaks.")
    return found


def url(ticket, slug):
    return f"/tickets/{ticket.number}/actions/{slug}/"


def reply(client, ticket, **values):
    data = {
        "html": "<p>Hello</p>",
        "to": "Carla Conti <carla@example.com>",
        "key": str(uuid4()),
        "seen": Entry.objects.latest("pk").pk,
        "state": "waiting",
        "version": 0,
    }
    return client.post(url(ticket, "reply"), data | values, headers=HTMX)


def test_agnes_sends(agnes_client, ticket):
    answer = reply(agnes_client, ticket)
    assert answer.status_code == 200
    assert "Reply to Carla Conti goes out in {s} s" in answer.headers["HX-Trigger"]
    assert Ticket.objects.get().state.slug == "waiting"
    assert not Draft.objects.exists()


def test_without_script_the_text_is_plain_and_the_page_follows(agnes_client, ticket):
    data = {"text": "Hello\n\nAgnes", "to": "carla@example.com"}
    answer = agnes_client.post(url(ticket, "reply"), data)
    assert answer.headers["Location"] == f"/tickets/{ticket.number}/"
    assert Entry.objects.latest("pk").html == "<p>Hello</p>\n<p>Agnes</p>"


def test_two_clicks_are_one_reply(agnes_client, ticket):
    key = str(uuid4())
    first, second = (reply(agnes_client, ticket, key=key) for _ in range(2))
    assert (first.status_code, second.status_code) == (200, 200)
    assert Delivery.objects.count() == 1


def test_two_clicks_into_a_state_without_reply_are_one_too(agnes_client, ticket):
    key = str(uuid4())
    answers = [reply(agnes_client, ticket, key=key, state="closed") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert Delivery.objects.count() == 1


def test_what_was_changed_after_sending_is_kept(agnes_client, ticket):
    key = str(uuid4())
    reply(agnes_client, ticket, key=key)
    answer = reply(agnes_client, ticket, key=key, html="<p>Something else</p>")
    assert "was sent already" in answer.headers["HX-Trigger"]
    assert Draft.objects.get().html == "<p>Something else</p>"


def test_the_state_on_the_button_is_the_one_set(agnes_client, ticket):
    reply(agnes_client, ticket, state="solved")
    assert Ticket.objects.get().state.slug == "solved"


def test_keep_leaves_the_state(agnes, agnes_client, ticket):
    ticket.perform(ticket.action("wait", by=agnes), by=agnes)
    reply(agnes_client, ticket, state="keep")
    assert Ticket.objects.get().state.slug == "waiting"


def test_what_has_been_answered_is_not_new_any_more(agnes_client, ticket):
    reply(agnes_client, ticket, state="keep")
    assert Ticket.objects.get().state.slug == "open"


def test_the_last_choice_is_remembered(agnes_client, ticket):
    reply(agnes_client, ticket, state="solved", after="next")
    assert agnes_client.cookies["ombud_send"].value == "solved"
    assert agnes_client.cookies["ombud_after"].value == "next"


def test_next_is_told_to_the_page(agnes_client, ticket):
    assert "ombud:next" in reply(agnes_client, ticket, after="next")["HX-Trigger"]


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"html": "<p></p>"}, "The reply is empty. Write something first."),
        ({"to": ""}, "Nobody would get this. Add an address."),
        ({"cc": "nobody at"}, "“nobody at” is not an e-mail address."),
        ({"bcc": "a@example.com, b@c"}, "“b@c” is not an e-mail address."),
    ],
)
def test_what_is_wrong_is_said_and_kept(agnes_client, ticket, values, sentence):
    answer = reply(agnes_client, ticket, **values)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Delivery.objects.exists()
    assert Draft.objects.exists() == ("html" not in values)


def test_a_newer_message_is_shown_first(agnes_client, ticket):
    seen = Entry.objects.latest("pk").pk
    newer = make_message(ticket, "Forget it, it works again.")
    answer = reply(agnes_client, ticket, seen=seen)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Forget it, it works again." in page
    assert f'name="seen" value="{newer.pk}"' in page
    assert 'name="state" value="waiting"' in page
    assert Draft.objects.get().html == "<p>Hello</p>"
    assert not Delivery.objects.exists()


def test_the_second_press_sends(agnes_client, ticket):
    seen = Entry.objects.latest("pk").pk
    newer = make_message(ticket, "Forget it.")
    # The question stands before the form, and so does its field.
    assert reply(agnes_client, ticket, seen=[newer.pk, seen]).status_code == 200


def test_a_colleagues_reply_is_shown_first_too(agnes_client, bela, ticket):
    seen = Entry.objects.latest("pk").pk
    ticket.reply(by=bela, html="<p>I have it.</p>")
    assert reply(agnes_client, ticket, seen=seen).status_code == 409


def test_an_older_page_does_not_send_over_a_newer_draft(agnes_client, agnes, ticket):
    words = {"html": "<p>newer</p>"}
    Draft.objects.keep(ticket, agnes, "reply", version=0, words=words)
    answer = reply(agnes_client, ticket)
    assert answer.status_code == 409
    assert "newer on another screen" in answer.content.decode()
    assert Draft.objects.get().html == "<p>newer</p>"


def test_a_note_is_never_sent(agnes_client, ticket):
    data = {"html": "<p>Ask Béla.</p>", "key": str(uuid4())}
    answer = agnes_client.post(url(ticket, "note"), data, headers=HTMX)
    assert answer.status_code == 200
    assert Entry.objects.latest("pk").verb == Verb.NOTED
    assert not Delivery.objects.exists()


def test_a_note_does_not_take_the_ticket(agnes_client, ticket):
    agnes_client.post(url(ticket, "note"), {"html": "<p>x</p>"}, headers=HTMX)
    assert Ticket.objects.get().assignee is None


def test_undo_gives_the_composer_back(agnes_client, ticket):
    reply(agnes_client, ticket)
    here = HTMX | {"HX-Current-URL": f"http://testserver/tickets/{ticket.number}/"}
    entry = Entry.objects.get(verb=Verb.REPLIED)
    answer = agnes_client.post(f"/entries/{entry.pk}/undo/", headers=here)
    page = answer.content.decode()
    assert 'id="composer" data-open' in page
    assert "&lt;p&gt;Hello&lt;/p&gt;" in page
    assert Delivery.objects.get().state == DeliveryState.CANCELLED


def test_undo_from_another_page_leads_to_the_ticket(agnes_client, ticket):
    reply(agnes_client, ticket)
    entry = Entry.objects.get(verb=Verb.REPLIED)
    answer = agnes_client.post(f"/entries/{entry.pk}/undo/", headers=HTMX)
    assert answer.headers["HX-Redirect"].startswith(f"/tickets/{ticket.number}/?write")


def test_undo_twice_is_refused_in_a_sentence(agnes_client, ticket):
    reply(agnes_client, ticket)
    entry = Entry.objects.get(verb=Verb.REPLIED)
    answers = [
        agnes_client.post(f"/entries/{entry.pk}/undo/", headers=HTMX) for _ in range(2)
    ]
    assert answers[1].status_code == 409
    assert "taken%20back" in answers[1].headers["X-Ombud-Message"]


def test_a_move_runs_at_once_and_can_be_undone(agnes_client, ticket):
    answer = agnes_client.post(url(ticket, "solve"), headers=HTMX)
    entry = Entry.objects.get(verb=Verb.MOVED)
    assert f"/entries/{entry.pk}/undo/" in answer.headers["HX-Trigger"]
    agnes_client.post(f"/entries/{entry.pk}/undo/", headers=HTMX)
    assert Ticket.objects.get().state.slug == "new"


def test_a_priority_can_be_undone(agnes_client, ticket):
    url = f"/tickets/{ticket.number}/priority/"
    answer = agnes_client.post(url, {"priority": "high"}, headers=HTMX)
    entry = Entry.objects.get(verb=Verb.CHANGED)
    assert f"/entries/{entry.pk}/undo/" in answer.headers["HX-Trigger"]
    agnes_client.post(f"/entries/{entry.pk}/undo/", headers=HTMX)
    assert Ticket.objects.get().priority == "normal"


def test_without_script_a_newer_message_is_told_on_the_page(agnes_client, ticket):
    seen = Entry.objects.latest("pk").pk
    make_message(ticket, "Forget it.")
    data = {"text": "Hello", "to": "carla@example.com", "seen": seen}
    page = agnes_client.post(url(ticket, "reply"), data, follow=True).content.decode()
    assert "Read it, then send." in page
    assert Draft.objects.get().text == "Hello"


def test_a_stale_action_is_refused_and_the_buttons_are_fresh(agnes_client, ticket):
    agnes_client.post(url(ticket, "close"), headers=HTMX)
    answer = agnes_client.post(url(ticket, "solve"), headers=HTMX)
    assert answer.status_code == 409
    assert "not%20possible" in answer.headers["X-Ombud-Message"]
    assert f'id="ticket-{ticket.number}-header"' in answer.content.decode()


def test_taking(agnes_client, agnes, ticket):
    agnes_client.post(url(ticket, "take"), headers=HTMX)
    assert Ticket.objects.get().assignee == agnes


def test_giving_to_a_colleague(agnes_client, bela, ticket):
    data = {"to": f"support/{bela.email}"}
    answer = agnes_client.post(url(ticket, "assign"), data, headers=HTMX)
    assert "Béla" in answer.headers["HX-Trigger"].encode().decode("unicode_escape")
    assert Ticket.objects.get().assignee == bela


def test_giving_to_a_team_one_does_not_see_leads_to_the_list(agnes_client, ticket):
    make_team("warehouse")
    answer = agnes_client.post(url(ticket, "assign"), {"to": "warehouse"}, headers=HTMX)
    assert answer.headers["HX-Redirect"]
    assert Ticket.objects.get().team.slug == "warehouse"


def test_giving_to_nobody_known_is_said(agnes_client, ticket):
    answer = agnes_client.post(url(ticket, "assign"), {"to": "moon"}, headers=HTMX)
    assert answer.status_code == 422


def test_whom_to_give_it_to_is_asked(agnes_client, bela, olaf, ticket):
    page = agnes_client.get(url(ticket, "assign")).content.decode()
    assert f"support/{bela.email}" in page
    assert f"warehouse/{olaf.email}" in page


def test_sending_again(agnes_client, ticket):
    reply(agnes_client, ticket)
    delivery = Delivery.objects.get()
    delivery.bounce("No such address.")
    data = {"to": "carla@example.org"}
    answer = agnes_client.post(f"/deliveries/{delivery.pk}/retry/", data, headers=HTMX)
    delivery.refresh_from_db()
    assert answer.status_code == 200
    assert delivery.recipients == ["carla@example.org"]


ADDRESSES = ["actions/reply", "actions/note", "actions/solve", "drafts/reply"]


@pytest.mark.parametrize("path", [*ADDRESSES, "drafts/reply/attachments"])
def test_olaf_sees_nothing(olaf_client, ticket, path):
    assert olaf_client.post(f"/tickets/{ticket.number}/{path}/").status_code == 404


@pytest.mark.parametrize("path", [*ADDRESSES, "drafts/reply/attachments"])
def test_zoe_has_to_sign_in(outsider_client, ticket, path):
    answer = outsider_client.post(f"/tickets/{ticket.number}/{path}/")
    assert answer.headers["Location"].startswith("/accounts/login/")


def test_olaf_undoes_and_resends_nothing(agnes_client, olaf_client, ticket):
    reply(agnes_client, ticket)
    entry = Entry.objects.get(verb=Verb.REPLIED)
    delivery = Delivery.objects.get()
    assert olaf_client.post(f"/entries/{entry.pk}/undo/").status_code == 404
    assert olaf_client.post(f"/deliveries/{delivery.pk}/retry/").status_code == 404
    assert olaf_client.get(f"/tickets/{ticket.number}/news/").status_code == 404
