"""Mails to agents, over a real SMTP server."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from ombud.channels.models import Delivery
from ombud.channels.sending import send_due
from ombud.lib.mail import parse
from ombud.notifications.digests import send_digests
from ombud.notifications.hearing import hear
from ombud.notifications.models import Event, Mail, Notification, Preferences, Wish
from ombud.notifications.tokens import Token, token_of
from ombud.testing.factories import make_channel, make_message, make_team, make_ticket
from ombud.testing.servers import SmtpServer
from ombud.tickets.tokens import number_in_id


@pytest.fixture
def way(db: None, smtp_server: SmtpServer):
    return make_channel(
        out_host="127.0.0.1",
        out_port=smtp_server.port,
        out_security="plain",
        same_login=False,
        plus_addressing=True,
        sender_name="Shop",
    )


@pytest.fixture
def ticket(way, bela):
    found = make_ticket(channel=way)
    make_message(found)
    return found


def arrived(smtp_server):
    hear()
    send_due()
    return [parse(one.raw) for one in smtp_server.received]


def wants(user, mail, *events, hour=8):
    Preferences(user=user).keep({event: Wish(mail=mail) for event in events}, hour)


def test_who_gets_a_ticket_gets_a_mail(ticket, agnes, bela, smtp_server):
    ticket.assign(agent=bela, by=agnes)
    (mail,) = arrived(smtp_server)
    assert [one.address for one in mail.to] == [bela.email]
    assert mail.subject == f"[#{ticket.number}] Assigned to you: The kettle leaks"
    assert f"/tickets/{ticket.number}/" in mail.text
    assert "Answer this mail to leave an internal note" in mail.text
    assert "Assigned to you" in mail.html


def test_its_headers_keep_machines_quiet(ticket, agnes, bela, smtp_server):
    ticket.assign(agent=bela, by=agnes)
    (mail,) = arrived(smtp_server)
    assert mail.headers.raw("Auto-Submitted").strip() == "auto-generated"
    assert mail.headers.raw("X-Auto-Response-Suppress").strip() == "All"
    assert not any(name.startswith("list-") for name in mail.headers)


def test_its_answer_is_known_by_id_and_by_address(ticket, agnes, bela, smtp_server):
    ticket.assign(agent=bela, by=agnes)
    (mail,) = arrived(smtp_server)
    token = Token(ticket.number, bela.pk, is_genuine=True)
    assert number_in_id(mail.message_id) is None
    by_id = f"In-Reply-To: <{mail.message_id}>\r\n\r\n"
    by_address = f"To: {mail.reply_to[0].address}\r\n\r\n"
    for head in (by_id, by_address):
        assert token_of(parse(head.encode())) == token
    forged = by_id.replace(f".{bela.pk}.", f".{agnes.pk}.")
    assert not token_of(parse(forged.encode())).is_genuine


def test_it_speaks_the_agents_language(ticket, agnes, bela, smtp_server):
    bela.language = "de"
    bela.save(update_fields=["language"])
    ticket.assign(agent=bela, by=agnes)
    (mail,) = arrived(smtp_server)
    assert '<html lang="de">' in mail.html


def test_several_things_at_once_are_one_mail(ticket, agnes, bela, smtp_server):
    ticket.assign(agent=bela, by=agnes)
    ticket.note(by=agnes, text="@bela, please call her.")
    (mail,) = arrived(smtp_server)
    assert "You were mentioned" in mail.subject
    assert "please call her" in mail.text
    assert "Assigned to you" in mail.text


def test_what_is_told_in_ombud_alone_makes_no_mail(ticket, bela, smtp_server):
    ticket.assign(agent=bela, by=bela)
    make_message(ticket, "Thank you")
    assert arrived(smtp_server) == []
    assert Notification.objects.get().reason == "answered"


def test_a_mailbox_writes_no_mail_to_itself(ticket, way, agnes, bela, smtp_server):
    way.aliases = [bela.email]
    way.save(update_fields=["aliases"])
    ticket.assign(agent=bela, by=agnes)
    assert arrived(smtp_server) == []


def test_without_a_mailbox_the_bell_rings_all_the_same(agnes, bela):
    make_ticket().assign(agent=bela, by=agnes)
    hear()
    assert Notification.objects.get(user=bela).in_app
    assert not Delivery.objects.exists()


def test_an_hourly_mail_gathers(ticket, bela, smtp_server):
    wants(bela, Mail.HOURLY, Event.ANSWERED)
    ticket.assign(agent=bela, by=bela)
    make_message(ticket, "First")
    make_message(ticket, "Second")
    assert arrived(smtp_server) == []
    assert [send_digests(), send_digests()] == [1, 0]
    (mail,) = arrived(smtp_server)
    assert mail.subject == "2 things have happened on your tickets"
    assert "First" in mail.text
    assert "Answer this mail" not in mail.text


def test_what_was_read_by_then_is_left_out(ticket, bela, smtp_server):
    wants(bela, Mail.HOURLY, Event.ANSWERED)
    ticket.assign(agent=bela, by=bela)
    make_message(ticket, "First")
    hear()
    Notification.objects.read(by=bela)
    assert send_digests() == 0


def test_what_went_out_of_sight_is_left_out(ticket, bela, smtp_server):
    wants(bela, Mail.HOURLY, Event.ANSWERED)
    ticket.assign(agent=bela, by=bela)
    make_message(ticket, "First")
    hear()
    ticket.change(assignee=None, team=make_team("warehouse"))
    assert send_digests() == 0


def test_a_daily_mail_comes_at_its_hour_by_the_agents_clock(ticket, bela):
    bela.time_zone = "Asia/Tokyo"
    bela.save(update_fields=["time_zone"])
    wants(bela, Mail.DAILY, Event.ANSWERED, hour=9)
    evening = datetime(2026, 3, 2, 23, 0, tzinfo=UTC)
    with time_machine.travel(evening, tick=False):
        ticket.assign(agent=bela, by=bela)
        make_message(ticket, "First")
        hear()
        assert send_digests() == 0
    assert send_digests(evening + timedelta(hours=1)) == 1
    assert send_digests(evening + timedelta(hours=1)) == 0
