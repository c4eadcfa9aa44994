"""Received, and here is your number."""

import pytest

from ombud.channels.models import Delivery
from ombud.intake.models import AutoReply, Fate, Inbound
from ombud.lib.mail import parse
from ombud.testing.mails import letter, make_mailbox, take_in
from ombud.tickets.models import Ticket


def confirmations() -> list:
    return [parse(bytes(d.raw)) for d in Delivery.objects.order_by("pk")]


def test_a_new_ticket_is_confirmed_with_its_number(write) -> None:
    write(message_id="<first@example.com>")
    (mail,) = confirmations()
    number = Ticket.objects.get().number
    assert f"[#{number}]" in mail.subject
    assert f"#{number}" in mail.text
    assert mail.to[0].address == "carla@example.com"
    assert mail.in_reply_to == "first@example.com"
    assert mail.headers.raw("Auto-Submitted") == "auto-replied"


def test_it_speaks_the_customers_language(write) -> None:
    write("Guten Tag, meine Maschine ist defekt und ich bitte um Hilfe.")
    assert Ticket.objects.get().language == "de"
    assert 'lang="de"' in confirmations()[0].html


def test_the_contacts_language_goes_before_the_texts(write, carla) -> None:
    carla.language = "hu"
    carla.save()
    write("The machine is broken and I have no idea what to do with this.")
    assert Ticket.objects.get().language == "hu"


def test_an_address_is_told_once_a_day(write) -> None:
    for n in range(3):
        write(subject=f"Matter {n}")
    assert len(confirmations()) == 1
    AutoReply.objects.update(day="2020-01-01")
    write(subject="Next day")
    assert len(confirmations()) == 2


def test_many_senders_cannot_have_one_address_written_to(write) -> None:
    for n in range(3):
        write(**{"from": f"n{n}@example.org", "reply_to": "victim@example.com"})
    assert Ticket.objects.count() == 3
    assert len(confirmations()) == 1


def test_a_follow_up_is_not_confirmed(write) -> None:
    write(message_id="<first@example.com>")
    AutoReply.objects.all().delete()
    write("More.", in_reply_to="<first@example.com>")
    assert len(confirmations()) == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"auto_submitted": "auto-generated"},
        {"precedence": "bulk"},
        {"list_id": "<news.example.com>"},
        {"return_path": "<>"},
        {"x_auto_response_suppress": "All"},
        {"from": "no-reply@example.com"},
        {"from": "Support <support@shop.example>"},
    ],
    ids=lambda headers: next(iter(headers)),
)
def test_machines_and_lists_are_never_answered(write, headers: dict) -> None:
    write(**headers)
    assert confirmations() == []


def test_imported_mail_is_never_answered(box) -> None:
    take_in(letter(), box, silent=True)
    assert Ticket.objects.count() == 1
    assert confirmations() == []


def test_a_mailbox_may_keep_silent(db) -> None:
    take_in(letter(), make_mailbox(auto_reply=False))
    assert confirmations() == []


def test_it_goes_where_the_sender_wants_answers(write) -> None:
    write(reply_to="Carla's shop <shop@carla.example>")
    assert confirmations()[0].to[0].address == "shop@carla.example"


def test_two_auto_responders_stop_after_one_round(write, box) -> None:
    write(message_id="<first@example.com>")
    for n in range(5):
        (ours,) = confirmations()
        answer = letter(
            "We have received your mail.",
            subject=f"Re: {ours.subject}",
            message_id=f"<other-{n}@example.com>",
            in_reply_to=f"<{ours.message_id}>",
        )
        take_in(answer, box)
    assert len(confirmations()) == 1
    assert Ticket.objects.count() == 1


def test_a_confirmation_that_breaks_leaves_the_mail_and_is_not_tried_again(
    write, monkeypatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("ombud.intake.confirming.confirm", broken)
    assert write().fate == Fate.TICKETED
    assert confirmations() == []
    assert not Inbound.objects.filter(owes_confirmation=True).exists()
    assert not AutoReply.objects.exists()
