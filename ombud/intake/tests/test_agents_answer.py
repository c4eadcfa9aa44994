"""An agent answers a notification by mail: a note, or held with its reason."""

import pytest

from ombud.channels.models import Delivery
from ombud.lib.mail import parse
from ombud.notifications.hearing import hear
from ombud.notifications.tokens import new_message_id, reply_address
from ombud.testing.factories import make_message, make_team, make_ticket
from ombud.testing.mails import letter, make_mailbox, take_in
from ombud.tickets.models import Entry, EntryKind, Ticket

QUOTE = "\n\nOn Monday Shop <support@shop.example> wrote:\n> Assigned to you\n> Secret"


@pytest.fixture
def box(support):
    return make_mailbox()


@pytest.fixture
def ticket(box, bela):
    found = make_ticket(channel=box)
    make_message(found)
    return found


def answer(ticket, user, sender="", text="Call her first." + QUOTE, **headers):
    named = new_message_id(ticket.number, user.pk, "shop.example")
    sender = sender or f"Bela <{user.email}>"
    headers = {"from": sender, "in_reply_to": f"<{named}>", **headers}
    return letter(text, subject=f"Re: [#{ticket.number}] Assigned", **headers)


def notes():
    return list(Entry.objects.filter(kind=EntryKind.NOTE))


def test_it_is_a_note_of_the_agents_own(ticket, box, bela):
    inbound = take_in(answer(ticket, bela), box)
    (note,) = notes()
    assert (note.agent, note.text, note.ticket) == (bela, "Call her first.", ticket)
    assert (inbound.fate, inbound.entry) == ("ticketed", note)
    assert Ticket.objects.count() == 1
    assert not Delivery.objects.exists()


def test_the_reply_address_is_proof_too(ticket, box, bela):
    to = reply_address("support@shop.example", ticket.number, bela.pk)
    take_in(answer(ticket, bela, to=to, in_reply_to=None), box)
    assert [note.text for note in notes()] == ["Call her first."]


def test_its_files_come_along(ticket, box, bela):
    take_in(answer(ticket, bela, files={"plan.pdf": b"%PDF"}), box)
    assert [file.filename for file in notes()[0].attachments.all()] == ["plan.pdf"]


def test_the_same_mail_twice_is_one_note(ticket, box, bela):
    raw = answer(ticket, bela, message_id="<one@ombud.example>")
    take_in(raw, box)
    assert take_in(raw + b" ", box).fate == "suppressed"
    assert len(notes()) == 1


def test_another_sender_is_held(ticket, box, bela, zoe):
    inbound = take_in(answer(ticket, bela, sender=zoe), box)
    assert inbound.fate == "held"
    assert inbound.why == (
        f"It answers a notification for Béla Balogh, and comes from {zoe}."
    )
    assert not notes()
    assert Ticket.objects.count() == 1


def test_a_forged_token_is_held(ticket, box, agnes, bela):
    raw = answer(ticket, bela).replace(f".{bela.pk}.".encode(), b".999.")
    inbound = take_in(raw, box)
    assert (inbound.fate, notes()) == ("held", [])
    assert "not ours" in inbound.why


def test_who_may_see_the_ticket_no_more_is_held(ticket, box, bela):
    ticket.change(team=make_team("warehouse"))
    inbound = take_in(answer(ticket, bela), box)
    assert (inbound.fate, notes()) == ("held", [])


def test_who_has_left_is_held(ticket, box, bela):
    bela.is_active = False
    bela.save(update_fields=["is_active"])
    assert take_in(answer(ticket, bela), box).fate == "held"


def test_nothing_new_is_held(ticket, box, bela):
    assert take_in(answer(ticket, bela, text=QUOTE.strip()), box).fate == "held"


def test_an_answer_to_many_tickets_is_held(ticket, box, bela):
    named = new_message_id(0, bela.pk, "shop.example")
    raw = answer(ticket, bela, in_reply_to=f"<{named}>")
    assert "several tickets" in take_in(raw, box).why
    assert not notes()


def test_an_auto_responder_leaves_no_note(ticket, box, bela):
    raw = answer(ticket, bela, auto_submitted="auto-replied")
    assert take_in(raw, box).fate == "suppressed"
    assert not notes()


def test_what_a_person_lets_in_is_a_note_too(ticket, box, bela, zoe):
    inbound = take_in(answer(ticket, bela, sender=zoe), box)
    inbound.try_again(release=True)
    from ombud.intake.pipeline import process

    process(inbound.pk)
    (note,) = notes()
    assert (note.author_name, note.agent) == (zoe, None)


def test_our_own_notification_that_comes_back_is_dropped(ticket, box, agnes, bela):
    ticket.assign(agent=bela, by=agnes)
    hear()
    raw = bytes(Delivery.objects.get().raw)
    assert parse(raw).message_id
    assert take_in(raw, box).fate == "suppressed"
