"""The bytes that leave, read back by two parsers."""

from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.utils import parseaddr

import pytest

from ombud.lib.mail import parse
from ombud.testing.factories import make_channel, make_file, make_message, make_ticket
from ombud.tickets.composing import Letter, compose
from ombud.tickets.mail_headers import mailbox
from ombud.tickets.models import Entry
from ombud.workflows.models import ActionNotAllowed

CARLA = {"name": "Carla Conti", "address": "carla@example.com"}
LONG_ID = "x" * 90 + "@a-very-long-host-name-of-a-mail-server.example.com"


@pytest.fixture
def ticket(agnes):
    return make_ticket(channel=make_channel(), state="open")


def send(ticket, agnes, **values):
    entry = ticket.reply(by=agnes, **({"html": "<p>Hello</p>", "to": [CARLA]} | values))
    return bytes(entry.message.delivery.raw)


def read(raw: bytes):
    return message_from_bytes(raw, policy=policy.default), parse(raw)


@pytest.mark.parametrize(
    "name",
    [
        "Žluťoučký Kůň, příliš žluťoučký kůň úpěl ďábelské ódy a pil pivo",
        "Κωνσταντίνος Παπαδόπουλος",
        'Conti, "Carla" (Sales)',
        "山田太郎",
        "O'Neill\x07\r\nBcc: evil@example.com",
    ],
)
def test_names_survive(ticket, agnes, name):
    raw = send(ticket, agnes, to=[{"name": name, "address": "a@example.com"}])
    expected = " ".join(name.replace("\x07", " ").split())
    # Its newer parser puts spaces between encoded words, which RFC 2047 forbids.
    python = message_from_bytes(raw)
    written, _address = parseaddr(python["To"])
    assert str(make_header(decode_header(written))) == expected
    assert parse(raw).to[0].name == expected
    assert python["Bcc"] is None


def test_many_recipients_survive(ticket, agnes):
    people = [{"name": f"Číslo {n}", "address": f"n{n}@example.com"} for n in range(40)]
    python, ours = read(send(ticket, agnes, cc=people))
    assert [one.addr_spec for one in python["Cc"].addresses] == [
        one["address"] for one in people
    ]
    assert [one.name for one in ours.cc] == [one["name"] for one in people]


@pytest.mark.parametrize(
    "subject",
    ["Příliš žluťoučký kůň " * 12, "a" * 300, "Kaffeemaschine läuft nicht 🙂 " * 5],
)
def test_long_subjects_survive(ticket, agnes, subject):
    ticket.subject = " ".join(subject.split())
    python, ours = read(send(ticket, agnes))
    expected = f"[#{ticket.number}] {ticket.subject}"
    assert python["Subject"] == expected
    assert ours.subject == expected


def test_no_line_is_too_long(ticket, agnes):
    make_message(ticket, "y" * 5_000, envelope={"references": [LONG_ID] * 3})
    raw = send(ticket, agnes, html=f"<p>{'z' * 5_000}</p>", to=[CARLA] * 3)
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998
    assert b"\n" not in raw.replace(b"\r\n", b"")


def test_long_ids_are_not_encoded(ticket, agnes):
    entry = make_message(ticket, envelope={"references": ["a@x", LONG_ID]})
    _python, ours = read(send(ticket, agnes))
    assert ours.references == ("a@x", LONG_ID, entry.message.message_id)
    assert ours.in_reply_to == entry.message.message_id


def test_a_second_reply_follows_the_first(ticket, agnes):
    first = parse(send(ticket, agnes))
    second = parse(send(ticket, agnes))
    assert first.in_reply_to == ""
    assert second.in_reply_to == first.message_id


def test_a_reply_taken_back_is_not_referred_to(ticket, agnes):
    came = make_message(ticket)
    ticket.undo(ticket.reply(by=agnes, html="<p>A</p>", to=[CARLA]), by=agnes)
    assert parse(send(ticket, agnes)).in_reply_to == came.message.message_id


def test_references_are_shortened_in_the_middle(ticket, agnes):
    make_message(ticket, envelope={"references": [f"{n}@x" for n in range(50)]})
    references = parse(send(ticket, agnes)).references
    assert len(references) == 20
    assert references[:2] == ("0@x", "1@x")


def test_history_is_quoted_in_both_parts(ticket, agnes):
    make_message(ticket, "It leaks.\n> old words")
    mail = parse(send(ticket, agnes))
    assert "> It leaks.\n>> old words" in mail.text.replace("\r\n", "\n")
    assert '<blockquote type="cite">' in mail.html


def test_huge_history_does_not_make_a_huge_mail(ticket, agnes):
    make_message(ticket, "word " * 200_000)
    assert len(send(ticket, agnes)) < 600_000


def test_pictures_of_the_history_come_along(ticket, agnes):
    html = '<p>See <img src="cid:one@x"></p>'
    entry = make_message(ticket, "See", html=html)
    make_file(entry, content=b"picture", is_inline=True, content_id="one@x")
    make_file(entry, "list.pdf", b"not again", "application/pdf")
    mail = parse(send(ticket, agnes))
    assert [part.content for part in mail.attachments] == [b"picture"]


def test_the_signature_stands_below_two_dashes(ticket, agnes):
    agnes.signature = "Agnes\nCrema & Co"
    mail = parse(send(ticket, agnes))
    assert "Hello\n\n-- \nAgnes\nCrema & Co" in mail.text.replace("\r\n", "\n")
    assert "Crema &amp; Co" in mail.html


def test_a_domain_with_an_umlaut_gets_its_name_in_ascii(ticket, agnes):
    people = [{"name": "", "address": "info@müller.example"}]
    assert parse(send(ticket, agnes, to=people)).to[0].address == (
        "info@xn--mller-kva.example"
    )


def test_what_is_no_address_is_refused_in_a_sentence():
    with pytest.raises(ActionNotAllowed, match="Correct the address"):
        mailbox("", "nobody at all")


def test_a_message_file_is_not_taken_for_a_message(ticket, agnes):
    entry = ticket.reply(by=agnes, html="<p>A</p>", to=[CARLA])
    make_file(entry, "old.eml", b"Subject: x\n\ny", "message/rfc822")
    letter = Letter(channel=ticket.channel, by=agnes, to=[CARLA])
    _row, raw = compose(
        ticket, Entry.objects.get(pk=entry.pk), letter, message_id="i@x"
    )
    [part] = message_from_bytes(raw, policy=policy.default).iter_attachments()
    assert part.get_content_type() == "application/octet-stream"
    assert part.get_payload(decode=True) == b"Subject: x\n\ny"


def test_an_address_longer_than_any_is_refused(agnes):
    ticket = make_ticket(channel=make_channel())
    long = [{"name": "", "address": f"{'a' * 400}@example.com"}]
    with pytest.raises(ActionNotAllowed):
        ticket.reply(by=agnes, text="Hello", to=long)


def test_an_id_that_fits_no_line_is_not_referred_to(agnes):
    ticket = make_ticket(channel=make_channel())
    message = make_message(ticket).message
    message.message_id = "i" * 985 + "@x"
    message.save()
    entry = ticket.reply(by=agnes, text="Hello", to=[CARLA])
    assert max(map(len, bytes(entry.message.delivery.raw).splitlines())) <= 998
