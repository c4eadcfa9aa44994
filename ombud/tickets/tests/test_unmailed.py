"""A customer without an e-mail address is answered all the same."""

import pytest

from ombud.channels.models import Delivery
from ombud.testing.cast import keeps_customers
from ombud.testing.factories import make_channel, make_contact, make_ticket
from ombud.tickets.models import Draft, Entry, EntryKind, Verb


@pytest.fixture
def caller(agnes):
    """By telephone, and nothing else is known."""
    make_channel()
    who = {"requester_name": "Jan", "requester_phone": "+420601123456"}
    return make_ticket("It leaks", origin="phone", requester_email="", **who)


@pytest.fixture
def answer(agnes_client, caller):
    """Agnes writes in the composer."""

    def send(way, **more):
        url = f"/tickets/{caller.number}/actions/reply/"
        data = {"html": "<p>Come on Friday.</p>", "way": way, "to": "", **more}
        return agnes_client.post(url, data, headers={"HX-Request": "true"})

    return send


def last(ticket, verb=Verb.REPLIED):
    """The newest of that sort."""
    return Entry.objects.filter(ticket=ticket, verb=verb).last()


def test_the_composer_says_what_can_be_done(agnes_client, caller):
    page = agnes_client.get(f"/tickets/{caller.number}/").content.decode()
    assert "No e-mail address is known of this customer." in page
    assert f"/tickets/{caller.number}/customer-link/" in page


def test_where_an_address_is_known_nothing_is_asked(agnes_client, agnes):
    ticket = make_ticket()
    page = agnes_client.get(f"/tickets/{ticket.number}/").content.decode()
    assert "No e-mail address is known" not in page


def test_an_answer_on_the_page_is_kept_and_no_mail_is_written(answer, caller):
    response = answer("page")
    assert response.status_code == 200
    assert last(caller).text == "Come on Friday."
    assert not Delivery.objects.exists()


def test_the_timeline_says_that_it_stands_on_the_page(answer, agnes_client, caller):
    answer("page")
    page = agnes_client.get(f"/tickets/{caller.number}/").content.decode()
    assert "On the customer&#x27;s page" in page or "On the customer's page" in page


def test_it_can_be_taken_back_before_the_customer_sees_it(answer, caller, agnes):
    answer("page")
    caller.undo(last(caller), by=agnes)
    assert "Friday" in Draft.objects.get().html


def test_later_it_can_not(answer, caller, settings):
    settings.UNDO_SEND_SECONDS = 0
    answer("page")
    assert not caller.may_undo(last(caller))


def test_an_address_is_added_and_the_answer_goes_there(answer, caller):
    answer("mail", new_address="jan@home.example")
    caller.refresh_from_db()
    assert caller.requester_email == "jan@home.example"
    assert Delivery.objects.get().recipients == ["jan@home.example"]


def test_the_next_answer_goes_there_by_itself(answer, caller):
    answer("mail", new_address="jan@home.example")
    caller.refresh_from_db()
    assert caller.default_recipients()[0]["address"] == "jan@home.example"


def test_who_may_change_customers_adds_it_to_the_directory(answer, caller, agnes):
    jan = make_contact("Jan")
    caller.identify(jan, by=agnes)
    keeps_customers(agnes)
    answer("mail", new_address="jan@home.example")
    assert jan.addresses.get().address == "jan@home.example"


def test_another_customers_address_is_not_taken(answer, caller, carla):
    response = answer("mail", new_address="carla@example.com")
    assert "another customer" in response.content.decode()
    assert Draft.objects.get().html
    assert not Delivery.objects.exists()


def test_what_is_no_address_is_said_and_nothing_is_lost(answer):
    response = answer("mail", new_address="jan at home")
    assert "is not an e-mail address" in response.content.decode()
    assert Draft.objects.get().html == "<p>Come on Friday.</p>"


def test_without_any_address_mail_is_refused_in_a_sentence(answer):
    assert "Nobody would get this." in answer("mail").content.decode()


def test_what_was_said_on_the_telephone_is_kept_as_a_call(answer, caller):
    answer("phone")
    call = last(caller, Verb.NOTED)
    assert (call.kind, call.direction) == (EntryKind.CALL, "out")
    assert not Delivery.objects.exists()


def test_a_call_taken_back_is_a_draft_again(answer, caller, agnes):
    answer("phone")
    caller.undo(last(caller, Verb.NOTED), by=agnes)
    assert Draft.objects.get().kind == "reply"


def test_two_clicks_are_one_answer(answer, caller):
    key = "6b1b6c0e-2f86-4c3c-9f0b-4e0f7a1f0a11"
    answer("page", key=key)
    answer("page", key=key)
    assert Entry.objects.filter(ticket=caller, verb=Verb.REPLIED).count() == 1


def test_a_known_contacts_address_is_enough(agnes, caller, carla):
    caller.identify(carla, by=agnes)
    caller.refresh_from_db()
    assert caller.default_recipients()[0]["address"] == "carla@example.com"


def test_olaf_and_zoe_may_not(caller, olaf_client, outsider_client):
    url = f"/tickets/{caller.number}/actions/reply/"
    for client in (olaf_client, outsider_client):
        response = client.post(url, {"html": "<p>Hi</p>", "way": "page"})
        assert response.status_code in {302, 403, 404}
    assert not Entry.objects.filter(verb=Verb.REPLIED).exists()
