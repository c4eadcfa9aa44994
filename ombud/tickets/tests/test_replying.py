"""Replying: the verb, its mail, its undo."""

from datetime import timedelta
from email import message_from_bytes, policy

import pytest
import time_machine
from django.utils import timezone

from ombud.channels.models import Delivery, DeliveryState
from ombud.lib.mail import parse
from ombud.testing.factories import make_channel, make_message, make_state, make_ticket
from ombud.tickets.models import Attachment, Draft, Entry, Ticket, Verb
from ombud.workflows.models import ActionNotAllowed

CARLA = [{"name": "Carla Conti", "address": "carla@example.com"}]
CARLOS = [{"name": "Carlos", "address": "carlos@example.com"}]


@pytest.fixture
def ticket(agnes) -> Ticket:
    channel = make_channel(aliases=["info@shop.example"])
    found = make_ticket(channel=channel, state="open")
    make_message(found, "It leaks.")
    return found


def mail_of(entry: Entry):
    return message_from_bytes(bytes(entry.message.delivery.raw), policy=policy.default)


def test_a_reply_waits_ten_seconds(ticket, agnes):
    entry = ticket.reply(by=agnes, html="<p>Hello</p>", to=CARLA)
    left = entry.message.delivery.due_at - timezone.now()
    assert timedelta(seconds=8) < left <= timedelta(seconds=10)


def test_a_reply_takes_what_nobody_has(ticket, agnes):
    ticket.reply(by=agnes, html="<p>Hello</p>", to=CARLA)
    assert Ticket.objects.get().assignee == agnes


def test_a_reply_sets_the_chosen_state(ticket, agnes):
    ticket.reply(by=agnes, html="<p>Hello</p>", to=CARLA, state=make_state("solved"))
    assert Ticket.objects.get().state.slug == "solved"


def test_the_same_key_twice_is_one_entry(ticket, agnes):
    draft = Draft.objects.begin(ticket, agnes, "reply", None)
    first = ticket.reply(by=agnes, html="<p>A</p>", to=CARLA, key=draft.key)
    second = ticket.reply(by=agnes, html="<p>A</p>", to=CARLA, key=draft.key)
    assert first == second
    assert Delivery.objects.count() == 1


def test_bcc_is_in_the_envelope_and_not_in_the_headers(ticket, agnes):
    entry = ticket.reply(by=agnes, html="<p>A</p>", to=CARLA, bcc=CARLOS)
    delivery = entry.message.delivery
    assert delivery.recipients == ["carla@example.com", "carlos@example.com"]
    assert b"carlos" not in bytes(delivery.raw).lower()


def test_an_alias_is_the_sender(ticket, agnes):
    entry = ticket.reply(
        by=agnes, html="<p>A</p>", to=CARLA, sender="INFO@shop.example"
    )
    assert entry.message.delivery.sender == "info@shop.example"
    assert "info@shop.example" in mail_of(entry)["From"]


def test_a_foreign_sender_becomes_the_mailbox(ticket, agnes):
    entry = ticket.reply(
        by=agnes, html="<p>A</p>", to=CARLA, sender="boss@bank.example"
    )
    assert entry.message.delivery.sender == "support@shop.example"


def test_files_travel_with_the_mail_unharmed(ticket, agnes):
    draft = Draft.objects.begin(ticket, agnes, "reply", None)
    text = "ä;ö\r\n1;2\n".encode("latin-1")
    Attachment.objects.attach(draft, "Übersicht März.csv", text)
    entry = ticket.reply(by=agnes, html="<p>A</p>", to=CARLA, draft=draft)
    part = next(mail_of(entry).iter_attachments())
    assert part.get_filename() == "Übersicht März.csv"
    assert part.get_content_type() == "text/csv"
    assert part.get_payload(decode=True) == text
    assert not Draft.objects.exists()


def test_a_picture_in_the_text_travels_beside_it(ticket, agnes):
    draft = Draft.objects.begin(ticket, agnes, "reply", None)
    shown = Attachment.objects.attach(draft, "a.png", b"shown", inline=True)
    Attachment.objects.attach(draft, "b.png", b"taken out again", inline=True)
    html = f'<p>See <img src="/attachments/{shown.pk}/a.png" alt="a"></p>'
    entry = ticket.reply(by=agnes, html=html, to=CARLA, draft=draft)
    mail = parse(bytes(entry.message.delivery.raw))
    [part] = mail.attachments
    assert (part.content, part.inline) == (b"shown", True)
    assert f"cid:{part.content_id}" in mail.html
    assert f"cid:{part.content_id}" in entry.html


def test_a_picture_of_another_ticket_is_not_sent(ticket, agnes):
    other = make_ticket("Secret")
    draft = Draft.objects.begin(other, agnes, "reply", None)
    secret = Attachment.objects.attach(draft, "s.png", b"secret")
    html = f'<p>x <img src="/attachments/{secret.pk}/s.png"></p>'
    entry = ticket.reply(by=agnes, html=html, to=CARLA)
    assert not parse(bytes(entry.message.delivery.raw)).attachments


def test_undo_puts_text_files_and_state_back(ticket, agnes):
    draft = Draft.objects.begin(ticket, agnes, "reply", None)
    Attachment.objects.attach(draft, "a.txt", b"a")
    entry = ticket.reply(
        by=agnes, html="<p>A</p>", to=CARLA, cc=CARLOS, draft=draft, key=draft.key
    )
    ticket.undo(entry, by=agnes)
    back = Draft.objects.get()
    assert back.html == "<p>A</p>"
    assert back.to == "Carla Conti <carla@example.com>"
    assert [file.filename for file in back.attachments.all()] == ["a.txt"]
    assert back.key != entry.key
    assert Ticket.objects.get().state.slug == "open"
    assert Delivery.objects.get().state == DeliveryState.CANCELLED
    assert Ticket.objects.get().last_preview == "It leaks."


def test_undo_leaves_what_was_changed_since(ticket, agnes, bela):
    entry = ticket.reply(
        by=agnes, html="<p>A</p>", to=CARLA, state=make_state("solved")
    )
    Ticket.objects.get().assign(by=bela, agent=bela)
    Ticket.objects.get().move(make_state("closed"), by=bela)
    ticket.undo(Entry.objects.get(pk=entry.pk), by=agnes)
    now = Ticket.objects.get()
    assert (now.state.slug, now.assignee) == ("closed", bela)


def test_undo_refuses_where_the_old_value_is_gone(ticket, agnes, bela):
    Ticket.objects.get().assign(by=agnes, agent=agnes)
    entry = Ticket.objects.get().assign(by=agnes, agent=bela)
    agnes.email = "agnes@new.example"
    agnes.save()
    with pytest.raises(ActionNotAllowed):
        Ticket.objects.get().undo(entry, by=bela)


def test_a_change_on_an_old_page_does_not_open_a_closed_ticket(ticket, agnes):
    seen_before = Ticket.objects.get()
    Ticket.objects.get().move(make_state("closed"), by=agnes)
    seen_before.alter(by=agnes, priority="high")
    now = Ticket.objects.get()
    assert (now.priority, now.state.slug, now.is_open) == ("high", "closed", False)
    assert now.closed_at


def test_undo_keeps_what_was_begun_since(ticket, agnes):
    entry = ticket.reply(by=agnes, html="<p>A</p>", to=CARLA)
    Draft.objects.keep(ticket, agnes, "reply", version=0, words={"html": "<p>B</p>"})
    ticket.undo(entry, by=agnes)
    assert Draft.objects.get().html == "<p>A</p><p>B</p>"


def test_undo_shows_a_picture_in_the_draft_again(ticket, agnes):
    draft = Draft.objects.begin(ticket, agnes, "reply", None)
    shown = Attachment.objects.attach(draft, "a.png", b"shown", inline=True)
    html = f'<p><img src="/attachments/{shown.pk}/a.png"></p>'
    entry = ticket.reply(by=agnes, html=html, to=CARLA, draft=draft)
    ticket.undo(entry, by=agnes)
    assert f"/attachments/{shown.pk}/a.png" in Draft.objects.get().html


def test_a_reply_that_has_left_stays(ticket, agnes):
    entry = ticket.reply(by=agnes, html="<p>A</p>", to=CARLA)
    with time_machine.travel(timezone.now() + timedelta(seconds=11)):
        assert Delivery.objects.claim() is not None
    with pytest.raises(ActionNotAllowed):
        ticket.undo(Entry.objects.get(pk=entry.pk), by=agnes)


def test_news_are_messages_of_others_after_what_was_seen(ticket, agnes, bela):
    seen = Entry.objects.latest("pk").pk
    ticket.reply(by=agnes, html="<p>mine</p>", to=CARLA)
    theirs = ticket.reply(by=bela, html="<p>his</p>", to=CARLA)
    came = make_message(ticket, "And now it burns.")
    assert ticket.news_since(seen, for_=agnes) == [theirs, came]
    assert ticket.news_since(came.pk, for_=agnes) == []


def test_sending_again_to_a_better_address(ticket, agnes):
    entry = ticket.reply(by=agnes, html="<p>A</p>", to=CARLA)
    delivery = entry.message.delivery
    delivery.bounce("The address does not exist.")
    ticket.send_again(entry.message, to=CARLOS, by=agnes)
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.QUEUED
    assert delivery.recipients == ["carlos@example.com"]
    mail = parse(bytes(delivery.raw))
    assert [one.address for one in mail.to] == ["carlos@example.com"]
    assert mail.message_id == entry.message.message_id
    assert Entry.objects.filter(verb=Verb.RESENT).exists()


def test_sending_again_what_is_on_its_way_is_refused(ticket, agnes):
    entry = ticket.reply(by=agnes, html="<p>A</p>", to=CARLA)
    with pytest.raises(ActionNotAllowed):
        ticket.send_again(entry.message, by=agnes)


def test_olaf_may_not_send_again(ticket, agnes, olaf):
    entry = ticket.reply(by=agnes, html="<p>A</p>", to=CARLA)
    entry.message.delivery.bounce("No such address.")
    with pytest.raises(ActionNotAllowed):
        ticket.send_again(entry.message, by=olaf)
