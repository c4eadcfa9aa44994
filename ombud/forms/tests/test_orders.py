"""Numbers and links of orders: what shops sign, and what anybody may type."""

import time
from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.test import Client

from ombud.customers.models import Contact
from ombud.forms.models import Form, ShopKey
from ombud.forms.tests.conftest import Send
from ombud.sales.models import Link, Order
from ombud.testing.sales import make_item, make_order
from ombud.tickets.models import EntryKind, Ticket

LinkTo = Callable[..., str]
SAID = {"email": "zoe@stranger.example", "message": "Where is it?"}


@pytest.fixture
def order(carla: Contact) -> Order:
    """Carla's."""
    make_item("M-200", "Brio 200, cream")
    return make_order("CC-10481", email="carla@example.com")


def states_of(ticket: Ticket) -> dict[str, str]:
    links = Link.objects.filter(ticket=ticket).with_things()
    return {link.thing.number: f"{link.state} {link.why}" for link in links}


def test_the_shops_link_opens_the_form_with_the_lines(
    complaint_form: Form, order: Order, link_to: LinkTo, client: Client
) -> None:
    page = client.get(link_to(complaint_form)).text
    for words in ("Brio 200, cream", "Descaler 500 ml", "CC-10481", "Carla Conti"):
        assert words in page
    assert 'name="email"' not in page


def test_what_is_sent_from_it_is_the_buyers_and_about_the_order(
    complaint_form: Form, order: Order, link_to: LinkTo, send: Send, carla: Contact
) -> None:
    send(link_to(complaint_form), message="It is cracked.", lines=["0"])
    ticket = Ticket.objects.get()
    assert (ticket.contact, ticket.matched_by) == (carla, "order")
    assert ticket.requester_email == "carla@example.com"
    assert states_of(ticket) == {"CC-10481": "linked opened", "M-200": "linked opened"}
    text = ticket.entries.get(kind=EntryKind.MESSAGE, direction="in").text
    assert "– Brio 200, cream" in text
    assert "Descaler" not in text


def test_another_line_than_those_of_the_order_is_not_taken(
    complaint_form: Form, order: Order, link_to: LinkTo, send: Send
) -> None:
    answer = send(link_to(complaint_form), message="x", lines=["99"])
    assert answer.status_code == 422


@pytest.mark.parametrize(
    "change",
    [
        ("CC-10481", "CC-10482"),
        ("signature=", "signature=0"),
        ("key=shop_", "key=other_"),
        ("expires=", "expires=9"),
    ],
)
def test_a_tampered_link_says_so(
    complaint_form: Form,
    order: Order,
    link_to: LinkTo,
    client: Client,
    change: tuple[str, str],
) -> None:
    page = client.get(link_to(complaint_form).replace(*change))
    assert page.status_code == 403
    assert "somebody has changed it" in page.text
    assert "Carla" not in page.text


def test_an_expired_link_says_so(
    complaint_form: Form, order: Order, link_to: LinkTo, client: Client
) -> None:
    page = client.get(link_to(complaint_form, expires=str(int(time.time()) - 1)))
    assert page.status_code == 410
    assert "This link has expired." in page.text


def test_a_revoked_key_opens_nothing(
    complaint_form: Form, link_to: LinkTo, key: ShopKey, client: Client
) -> None:
    url = link_to(complaint_form)
    key.revoke()
    assert client.get(url).status_code == 403


def test_the_key_of_one_form_opens_no_other(
    complaint_form: Form, contact_form: Form, link_to: LinkTo, client: Client
) -> None:
    url = link_to(complaint_form).replace("/complaint/", "/contact/")
    assert client.get(url).status_code == 403


def test_without_a_link_the_complaint_form_stays_shut(
    complaint_form: Form, client: Client
) -> None:
    url = complaint_form.url_path
    assert client.get(url).status_code == 403
    assert client.post(url, SAID).status_code == 403
    assert not Ticket.objects.exists()


def test_an_order_that_has_not_come_yet_is_bound_all_the_same(
    complaint_form: Form, link_to: LinkTo, send: Send
) -> None:
    url = link_to(complaint_form, order="NEW-1", email="new@example.com", name="New")
    send(url, message="It never came.")
    ticket = Ticket.objects.get()
    assert (ticket.requester_name, ticket.requester_email) == ("New", "new@example.com")


def test_the_command_signs_as_the_shop_does(
    complaint_form: Form, order: Order, key: ShopKey, client: Client, capsys
) -> None:
    call_command("sign_form_link", "complaint", "CC-10481")
    url = capsys.readouterr().out.strip()
    assert client.get(url[url.index("/f/") :]).status_code == 200


@pytest.mark.parametrize(
    ("typed", "said"),
    [("cc 10481", "looks like one of our"), ("CC-99", "do not find"), ("", "")],
)
def test_a_number_is_checked_without_telling_whose_it_is(
    contact_form: Form, order: Order, client: Client, typed: str, said: str
) -> None:
    answer = client.get(f"{contact_form.url_path}order/", {"order": typed})
    assert said in answer.text
    assert "Carla" not in answer.text
    assert "carla" not in answer.text


def test_numbers_cannot_be_tried_out(contact_form: Form, client: Client) -> None:
    url = f"{contact_form.url_path}order/?order=CC-1"
    codes = [client.get(url).status_code for _ in range(45)]
    assert codes.count(200) == 40


def test_ones_own_order_is_linked_at_once(
    contact_form: Form, order: Order, send: Send
) -> None:
    send(contact_form, email="carla@example.com", message="x", order="cc10481")
    assert states_of(Ticket.objects.get()) == {"CC-10481": "linked sender"}


@pytest.mark.parametrize("email", ["zoe@stranger.example", "other@example.com"])
def test_somebody_elses_order_warns_agents_and_tells_the_sender_nothing(
    contact_form: Form, order: Order, send: Send, client: Client, email: str
) -> None:
    answer = send(contact_form, email=email, message="Where is it?", order="CC-10481")
    ticket = Ticket.objects.get()
    assert states_of(ticket)["CC-10481"].startswith("suggested")
    note = ticket.entries.get(kind=EntryKind.NOTE)
    assert "belongs to Carla Conti" in note.text
    thanks = client.get(answer.headers["Location"]).text
    page = client.get(ticket.customer_links.get().url_path).text
    for shown in (thanks, page):
        assert "Carla" not in shown
        assert "CC-10481" not in shown


def test_a_mistyped_number_stands_in_the_message(
    contact_form: Form, send: Send
) -> None:
    send(contact_form, **SAID, order="CC-77")
    entry = Ticket.objects.get().entries.get(kind=EntryKind.MESSAGE, direction="in")
    assert "Order number: CC-77" in entry.text
