"""Mails to a ticket that was merged, parted or merged on."""

import pytest

from ombud.testing.factories import make_agent
from ombud.tickets.models import Entry, Message, Ticket
from ombud.tickets.tokens import new_message_id, reply_address

FIRST, SECOND = "<first@example.com>", "<second@example.com>"


@pytest.fixture
def both(write, box):
    """Two tickets of one customer, the second merged into the first, and by whom."""
    write("It leaks.", subject="Kettle", message_id=FIRST)
    write("It smells.", subject="Kettle again", message_id=SECOND)
    main, other = Ticket.objects.order_by("number")
    agnes = make_agent("Agnes Adler", box.team)
    other.merge_into(main, by=agnes)
    return now(main), now(other), agnes


def now(ticket: Ticket) -> Ticket:
    return Ticket.objects.get(pk=ticket.pk)


def newest() -> Entry:
    return Message.objects.latest("pk").entry


def part(main: Ticket, agnes) -> None:
    now(main).undo(Entry.objects.get(verb="merged"), by=agnes)


def ways_to(ticket: Ticket) -> list[dict[str, str]]:
    return [
        {"in_reply_to": f"<{new_message_id(ticket.number, 'shop.example')}>"},
        {"to": reply_address("support@shop.example", ticket.number)},
        {"subject": f"Re: [#{ticket.number}] Kettle again"},
        {"in_reply_to": SECOND},
        {"references": f"<x@y.example> {SECOND}"},
    ]


@pytest.mark.parametrize("way", range(5))
def test_every_way_to_the_old_number_leads_to_the_main_ticket(both, write, way):
    main, other, agnes = both
    write("More.", **ways_to(other)[way])
    assert (newest().ticket, newest().home) == (main, other)
    part(main, agnes)
    assert (newest().ticket, newest().home) == (other, None)


def test_a_mail_to_the_main_ticket_stays_there(both, write):
    main, _other, agnes = both
    write("More.", in_reply_to=FIRST)
    part(main, agnes)
    assert newest().ticket == main


def test_it_leads_on_after_a_chain_of_merges(both, write):
    main, other, agnes = both
    write("Another matter.", subject="Grinder", message_id="<third@example.com>")
    third = Ticket.objects.latest("number")
    main.merge_into(third, by=agnes)
    write("More.", in_reply_to=SECOND)
    assert (newest().ticket, newest().home) == (third, other)


def test_after_parting_an_answer_to_a_reply_goes_where_the_reply_stands(both, write):
    main, other, agnes = both
    reply = main.reply(by=agnes, text="We look at the smell.")
    Message.objects.filter(entry=reply).update(in_reply_to=SECOND.strip("<>"))
    part(main, agnes)
    write("Fine.", in_reply_to=f"<{reply.message.message_id}>")
    assert newest().ticket == other
    assert newest().message.filed_by == "token"


def test_a_stranger_with_the_old_number_begins_anew(both, write, zoe):
    main, other, _agnes = both
    write("Hello.", subject=f"[#{other.number}] Kettle", **{"from": zoe})
    assert newest().ticket.number not in {main.number, other.number}
