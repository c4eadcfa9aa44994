"""Numbers in what customers write."""

import pytest
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from ombud.sales.models import Link, LinkState, Order, Unread
from ombud.sales.recognising import read_all
from ombud.sales.subscribers import READ_NUMBERS
from ombud.testing.factories import make_contact, make_message, make_ticket
from ombud.testing.sales import LINES, make_invoice, make_order
from ombud.tickets.models import Verb

PHRASES = [
    "My order CC-10481 leaks.",
    "Meine Bestellung CC-10481 tropft.",
    "Objednávka č. CC-10481 teče.",
    "A CC-10481 számú rendelésem csöpög.",
    "Η παραγγελία μου CC-10481 στάζει.",
]


@pytest.fixture
def said(support, order):
    """Somebody writes, and the job has looked."""

    def write(text, *, subject="It leaks", sender="stranger@example.org", **columns):
        ticket = make_ticket(subject, requester_email=sender, **columns)
        make_message(ticket, text)
        read_all()
        return ticket

    return write


def test_the_buyers_own_number_is_linked_at_once(said, order, carla):
    ticket = said("It is about CC-10481", contact=carla, sender="carla@example.com")
    link = ticket.sales_links.get()
    assert (link.order, link.state, link.why) == (order, "linked", "sender")


@pytest.mark.parametrize("text", PHRASES)
def test_a_word_beside_a_number_of_nobody_is_enough_in_every_language(said, text):
    order = make_order("CC-10482", lines=(), shipments=())
    ticket = said(text.replace("10481", "10482"))
    assert ticket.sales_links.standing().get().order == order


@pytest.mark.parametrize("text", PHRASES)
def test_no_word_links_a_customers_order_to_a_strangers_ticket(said, text):
    link = said(text).sales_links.get()
    assert (link.state, link.why) == (LinkState.SUGGESTED, "stranger")


def test_no_word_links_another_customers_order(said):
    zoe = make_contact("Zoe", "zoe@stranger.example")
    ticket = said("order CC-10481", contact=zoe, sender="zoe@stranger.example")
    assert not ticket.sales_links.standing().exists()


def test_the_writers_own_address_on_the_order_links_it_at_once(said, order):
    Order.objects.update(contact=None, customer_email="pia@example.org")
    link = said("order CC-10481", sender="Pia@example.org").sales_links.get()
    assert (link.state, link.why) == (LinkState.LINKED, "sender")


def test_the_writers_own_telephone_on_the_order_links_it_at_once(said, order, carla):
    Order.objects.update(customer_phone="+420 601 123 456")
    ticket = said("order CC-10481", sender="", requester_phone="+420601123456")
    link = ticket.sales_links.get()
    assert (link.state, link.why) == (LinkState.LINKED, "sender")


def test_without_a_word_a_strangers_number_is_suggested(said):
    link = said("about CC-10481 …").sales_links.get()
    assert (link.state, link.why) == (LinkState.SUGGESTED, "stranger")


def test_another_customers_number_is_a_question_with_a_warning(said, agnes_client):
    zoe = make_contact("Zoe", "zoe@stranger.example")
    ticket = said("CC-10481", contact=zoe, sender="zoe@stranger.example")
    assert ticket.sales_links.get().why == "another"
    page = agnes_client.get(f"/tickets/{ticket.number}/").content.decode()
    assert "CC-10481?" in page
    assert "Another customer&#x27;s:" in page


@pytest.mark.parametrize("sender", ["zoe@stranger.example", "nobody@example.org"])
def test_nothing_of_a_foreign_order_shows_before_somebody_says_yes(
    said, agnes_client, sender
):
    zoe = make_contact("Zoe", "zoe@stranger.example")
    known = zoe if sender.startswith("zoe") else None
    ticket = said("order CC-10481", contact=known, sender=sender)
    page = agnes_client.get(f"/tickets/{ticket.number}/").content.decode()
    for words in ("Brio 200, cream", "B2-004711", "Shipped", "12,868"):
        assert words not in page


def test_a_number_in_the_subject_counts(said, carla):
    ticket = said("See above", subject="CC 10481", contact=carla)
    assert ticket.sales_links.standing().exists()


def test_a_field_that_holds_a_number_of_nobody_is_sure(said):
    make_order("CC-10482", lines=(), shipments=())
    ticket = said("It leaks", fields={"order": "cc-10482"})
    assert ticket.sales_links.get().why == "field"


def test_a_strangers_field_with_a_customers_number_is_only_asked_about(said):
    ticket = said("It leaks", fields={"order": "cc-10481"})
    assert ticket.sales_links.get().why == "stranger"


def test_an_agent_who_fills_in_a_customers_number_has_decided(said, agnes):
    ticket = said("It leaks").locked()
    changes = ticket.change(**{"fields.order": "CC-10481"})
    ticket.record(Verb.CHANGED, by=agnes, changes=changes)
    read_all()
    link = ticket.sales_links.get()
    assert (link.state, link.why) == (LinkState.LINKED, "field")


def test_a_serial_number_leads_to_the_piece_and_its_order(said, machine, carla):
    ticket = said("Serial number B2-004711", contact=carla)
    found = ticket.sales_links.standing()
    assert {link.kind for link in found} == {"order", "item"}


def test_a_tracking_code_leads_to_its_parcel(said, order):
    ticket = said("tracking JD0123456789")
    assert ticket.sales_links.get().shipment == order.shipments.get()


def test_invoice_numbers_are_found(said):
    invoice = make_invoice("FV-2025-7718")
    assert said("Rechnung FV-2025-7718").sales_links.get().invoice == invoice


def test_a_short_bare_number_of_somebody_means_nothing(said):
    make_order("12345", lines=(LINES[1],), shipments=())
    assert not said("12345 Athens").sales_links.exists()


def test_a_number_that_nobody_has_is_nothing(said):
    assert not said("order CC-99999").sales_links.exists()


def test_what_was_refused_is_not_found_again(said, order, agnes, carla):
    ticket = said("CC-10481", contact=carla, sender="carla@example.com")
    ticket.sales_links.get().refuse(by=agnes)
    make_message(ticket, "I said order CC-10481")
    read_all()
    assert ticket.sales_links.get().state == LinkState.REFUSED


def test_a_later_message_makes_a_suggestion_certain(said):
    ticket = said("CC-10481")
    Order.objects.update(customer_email="stranger@example.org")
    make_message(ticket, "my order is CC-10481")
    read_all()
    assert ticket.sales_links.get().is_linked


def test_where_no_number_is_known_nothing_is_noted(support, db):
    make_message(make_ticket(), "my order CC-10481")
    assert not Unread.objects.exists()


def test_our_own_words_are_not_looked_at(support, order):
    make_message(make_ticket(), "your order CC-10481", out=True)
    assert not Unread.objects.exists()


def test_many_messages_in_one_transaction_wake_one_job(order, support, run_jobs):
    with transaction.atomic():
        ticket = make_ticket()
        for number in range(3):
            make_message(ticket, f"{number}")
    assert Unread.objects.count() == 3
    assert ProcrastinateJob.objects.filter(task_name=READ_NUMBERS).count() == 1
    run_jobs()
    assert not Unread.objects.exists()
    assert not Link.objects.exists()
