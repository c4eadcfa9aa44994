"""What gets in, what is set aside, what waits for a person."""

import pytest

from ombud.channels.models import Delivery
from ombud.intake.models import Fate, Inbound
from ombud.testing.mails import letter, take_in
from ombud.tickets.models import Entry, Ticket

ROOT = "<root@example.com>"


def test_a_mail_without_a_sender_waits_for_a_person(write) -> None:
    inbound = write(**{"from": None})
    assert inbound.fate == Fate.HELD
    assert "no sender" in inbound.why
    assert not Ticket.objects.exists()


def test_an_automatic_reply_is_shown_on_its_ticket_and_wakes_nobody(
    write, agnes
) -> None:
    write(message_id=ROOT)
    ticket = Ticket.objects.get()
    ticket.perform(ticket.action("wait", by=agnes), by=agnes)
    before = Ticket.objects.get()
    inbound = write(
        "I am away.", in_reply_to=ROOT, auto_submitted="auto-replied", subject="OOO"
    )
    after = Ticket.objects.get()
    assert inbound.fate == Fate.SUPPRESSED
    assert inbound.entry.ticket == ticket
    assert after.state.slug == "waiting"
    assert after.last_in_at == before.last_in_at


def test_an_automatic_reply_to_nothing_opens_no_ticket(write) -> None:
    inbound = write("I am away.", subject="Automatic reply: Sale")
    assert inbound.fate == Fate.SUPPRESSED
    assert not Ticket.objects.exists()


def test_our_own_mail_that_comes_back_is_set_aside(write, box) -> None:
    write(message_id=ROOT)
    ours = bytes(Delivery.objects.get().raw)
    inbound = take_in(b"Received: from a loop\r\n" + ours, box)
    assert inbound.fate == Fate.SUPPRESSED
    assert Ticket.objects.count() == 1


def test_a_bounce_comes_back_to_the_message_that_bounced(write, box, agnes) -> None:
    write(message_id=ROOT)
    ticket = Ticket.objects.get()
    entry = ticket.perform(
        ticket.action("reply", by=agnes), by=agnes, values={"text": "Here you are."}
    )
    delivery = Delivery.objects.get(message__entry=entry)
    delivery.sent("250 ok")
    bounce = (
        b"From: Mail Delivery System <MAILER-DAEMON@mx.example>\r\n"
        b"To: support@shop.example\r\nSubject: Undelivered Mail Returned to Sender\r\n"
        b"Auto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n'
        b"\r\n--b\r\nContent-Type: text/plain\r\n\r\nI am sorry.\r\n"
        b"--b\r\nContent-Type: message/delivery-status\r\n\r\n"
        b"Reporting-MTA: dns; mx.example\r\n\r\n"
        b"Final-Recipient: rfc822; carla@example.com\r\nAction: failed\r\n"
        b"Status: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 unknown user\r\n"
        b"--b\r\nContent-Type: text/rfc822-headers\r\n\r\n"
        b"Message-ID: <" + delivery.message_id.encode() + b">\r\n\r\n--b--\r\n"
    )
    inbound = take_in(bounce, box)
    delivery.refresh_from_db()
    ticket.refresh_from_db()
    assert inbound.fate == Fate.SUPPRESSED
    assert delivery.state == "bounced"
    assert "550 5.1.1" in delivery.server_words
    assert ticket.state.slug == "open"
    assert Entry.objects.latest("pk").verb == "delivery_failed"


def test_a_bounce_of_nothing_of_ours_is_only_set_aside(write) -> None:
    inbound = write(
        "550 5.1.1 <gone@x.example> unknown",
        subject="Undelivered Mail Returned to Sender",
        **{"from": "MAILER-DAEMON@mx.example", "return_path": "<>"},
    )
    assert inbound.fate == Fate.SUPPRESSED
    assert not Ticket.objects.exists()


def test_a_person_may_release_what_was_set_aside(write) -> None:
    inbound = write("I am away.", subject="Automatic reply: Sale")
    inbound.try_again(release=True)
    from ombud.intake.drain import drain

    drain()
    inbound.refresh_from_db()
    assert inbound.fate == Fate.TICKETED
    assert Ticket.objects.get().requester_email == "carla@example.com"


def test_a_flood_of_one_sender_is_held(write, box, monkeypatch) -> None:
    monkeypatch.setattr("ombud.intake.steps.screen.MOST_AN_HOUR", 3)
    monkeypatch.setattr("ombud.intake.steps.screen._seen", {})
    fates = [write(f"No {n}").fate for n in range(6)]
    assert fates[:3] == [Fate.TICKETED] * 3
    assert fates[-1] == Fate.HELD


@pytest.mark.parametrize(
    "raw",
    [
        b"\x00\x00\x00",
        b"From: a@b.example\r\nContent-Type: text/plain; charset=klingon\r\n\r\n\xff",
        b"From: a@b.example\r\nSubject: \xe9\x00t\xe9\r\n\r\n\x00text",
        b"From: a@b.example\r\nX-Long: " + b"x" * 200_000 + b"\r\n\r\nhello",
        letter(files={f"{n}.bin": b"x" for n in range(1000)}),
        letter(files={"bomb.zip": b"PK\x03\x04" + b"\x00" * 1_000_000}),
    ],
    ids=["only NUL", "unknown charset", "8-bit head", "long head", "1000 parts", "zip"],
)
def test_awkward_mails_are_ticketed_or_held_and_block_nobody(box, raw: bytes) -> None:
    assert take_in(raw, box).fate in {Fate.TICKETED, Fate.HELD}
    assert take_in(letter("The next one."), box).fate == Fate.TICKETED


def test_a_mail_of_forty_megabytes_gets_in(box) -> None:
    inbound = take_in(letter(files={"film.mp4": bytes(29_000_000)}), box)
    assert inbound.size > 38_000_000
    assert inbound.fate == Fate.TICKETED
    assert inbound.entry.attachments.get().size == 29_000_000


def test_a_step_that_breaks_leaves_the_mail_with_a_reason(box, monkeypatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("ombud.intake.pipeline.find_place", broken)
    inbound = take_in(letter(), box)
    assert inbound.fate == Fate.FAILED
    assert "ZeroDivisionError" in inbound.why
    assert not Ticket.objects.exists()


def test_a_mail_that_takes_too_long_is_failed_and_the_next_goes_on(
    box, monkeypatch, settings
) -> None:
    settings.INTAKE_MAX_SECONDS = 0.2
    real = __import__("ombud.intake.pipeline", fromlist=["read"]).read

    def slow(raw: bytes):
        while b"slow" in raw:
            pass
        return real(raw)

    monkeypatch.setattr("ombud.intake.pipeline.read", slow)
    assert take_in(letter("slow"), box).fate == Fate.FAILED
    settings.INTAKE_MAX_SECONDS = 60
    assert take_in(letter("quick"), box).fate == Fate.TICKETED


def test_a_mail_that_killed_its_worker_is_tried_last_and_not_for_ever(box) -> None:
    bad = Inbound.objects.store(box, letter("bad"))
    good = Inbound.objects.store(box, letter("good"))
    late = Inbound.objects.store(box, letter("late"))
    assert Inbound.objects.claim(2) == [bad.pk, good.pk]
    # Its worker died over one of both: each is tried alone, before the later one.
    assert Inbound.objects.claim(2) == [bad.pk]
    assert Inbound.objects.claim(2) == [good.pk]
    assert Inbound.objects.claim(2) == [late.pk]
    Inbound.objects.filter(pk=bad.pk).update(attempts=6)
    from ombud.intake.drain import drain

    drain()
    bad.refresh_from_db()
    assert bad.fate == Fate.HELD


def test_an_id_of_any_length_stops_no_mail(write) -> None:
    strange = "".join(chr(0x4E00 + n * 7 % 20000) for n in range(980))
    raw = f"From: a@example.com\nMessage-ID: <{strange}@x>\n\nHello".encode()
    inbound = take_in(raw, write().channel)
    assert inbound.fate == Fate.TICKETED
