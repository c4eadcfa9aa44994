"""To which ticket a mail goes."""

from ombud.channels.models import Channel
from ombud.intake.models import Fate
from ombud.testing.mails import letter, take_in
from ombud.tickets.models import Entry, Message, Ticket
from ombud.tickets.tokens import new_message_id, reply_address

ROOT = "<root@example.com>"


def only_ticket() -> Ticket:
    return Ticket.objects.get()


def test_a_mail_opens_a_ticket_of_the_mailbox_team(write, box) -> None:
    inbound = write("Hello, it leaks.", subject="Re: Machine leaks")
    ticket = only_ticket()
    assert inbound.fate == Fate.TICKETED
    assert (ticket.subject, ticket.team, ticket.state.slug) == (
        "Machine leaks",
        box.team,
        "new",
    )
    assert ticket.requester_email == "carla@example.com"
    assert (ticket.last_kind, ticket.last_preview) == ("in", "Hello, it leaks.")


def test_a_reply_by_in_reply_to_joins_its_ticket(write) -> None:
    write(message_id=ROOT)
    write("More.", subject="No number", in_reply_to=ROOT)
    assert only_ticket().entries.filter(direction="in").count() == 2


def test_any_of_the_references_is_enough(write) -> None:
    write(message_id=ROOT)
    write("More.", references=f"<x@y.example> {ROOT} <z@y.example>")
    assert only_ticket().entries.filter(direction="in").count() == 2


def test_our_signed_id_names_the_ticket_even_if_we_forgot_the_message(write) -> None:
    write(message_id=ROOT)
    ours = new_message_id(only_ticket().number, "shop.example")
    write("More.", in_reply_to=f"<{ours}>")
    newest = Message.objects.latest("pk")
    assert newest.filed_by == "token"
    assert newest.entry.ticket == only_ticket()


def test_a_forged_id_of_ours_proves_nothing(write) -> None:
    write(message_id=ROOT)
    number = only_ticket().number
    write("Mine!", in_reply_to=f"<{number}.abc.0123456789abcdef@shop.example>")
    assert Ticket.objects.count() == 2


def test_the_signed_reply_address_names_the_ticket(write, zoe: str) -> None:
    write()
    address = reply_address("support@shop.example", only_ticket().number)
    write("More.", to=address, **{"from": zoe})
    assert Message.objects.latest("pk").filed_by == "address"


def test_the_number_counts_for_who_takes_part(write) -> None:
    write(message_id=ROOT)
    number = only_ticket().number
    write("More.", subject=f"AW: WG: [#{number}] Re: Broken parcel")
    assert only_ticket().entries.filter(direction="in").count() == 2
    assert Message.objects.latest("pk").filed_by == "number"


def test_the_number_counts_for_an_other_address_of_the_contact(write, carla) -> None:
    write()
    carla.addresses.create(address="carla@home.example")
    number = only_ticket().number
    write("More.", subject=f"[#{number}] x", **{"from": "carla@home.example"})
    assert only_ticket().contact == carla


def test_a_stranger_with_a_number_gets_a_new_linked_ticket(write, zoe: str) -> None:
    write()
    first = only_ticket()
    write("Let me in.", subject=f"Re: [#{first.number}] Broken", **{"from": zoe})
    second = Ticket.objects.latest("pk")
    assert second != first
    assert list(second.links.values_list("other__number", flat=True)) == [first.number]
    opening = second.entries.get(direction="in")
    assert opening.particulars["stranger_to"] == first.number


def test_the_same_subject_of_the_same_sender_is_only_a_suggestion(write) -> None:
    write(subject="Broken parcel")
    first = only_ticket()
    write(subject="Re: Broken parcel")
    second = Ticket.objects.latest("pk")
    assert second.entries.get(direction="in").particulars["perhaps"] == first.number


def test_a_customers_answer_wakes_a_waiting_ticket(write, agnes) -> None:
    write(message_id=ROOT)
    ticket = only_ticket()
    ticket.perform(ticket.action("wait", by=agnes), by=agnes)
    write("More.", in_reply_to=ROOT)
    ticket = only_ticket()
    assert ticket.state.slug == "open"
    assert Entry.objects.latest("pk").changes == {"state": ["waiting", "open"]}


def test_the_same_mail_by_two_mailboxes_is_one_message(write, box: Channel) -> None:
    other = Channel.objects.create(
        name="Info", slug="info", team=box.team, workflow=box.workflow, protocol="pipe"
    )
    write(message_id=ROOT)
    again = take_in(b"Received: from elsewhere\r\n" + letter(message_id=ROOT), other)
    assert again.fate == Fate.SUPPRESSED
    assert again.entry.ticket == only_ticket()
    assert Entry.objects.filter(direction="in").count() == 1


def test_an_id_used_twice_for_different_mails_hides_neither(write) -> None:
    write(message_id=ROOT, subject="First")
    write(message_id=ROOT, subject="Second")
    assert Ticket.objects.count() == 2
