"""A mailbox that falls silent is noticed."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone

from ombud.channels.alarms import raise_alarms
from ombud.channels.models import Channel, Delivery, StartChoice
from ombud.channels.tests.conftest import MakeChannel, imap_values, smtp_values
from ombud.testing.servers import Mailbox, SmtpServer
from ombud.users.models import User


@pytest.fixture
def silent(make_channel: MakeChannel) -> Channel:
    """No contact for 31 minutes."""
    return make_channel(
        started_at=timezone.now() - timedelta(days=1),
        last_contact_at=timezone.now() - timedelta(minutes=31),
        out_host="smtp.ombud.example",
    )


def test_silence_is_told_once_to_those_who_can_help(
    silent: Channel, ines: User, agnes: User
) -> None:
    raise_alarms()
    raise_alarms()
    silent.refresh_from_db()
    assert silent.alarmed_at
    delivery = Delivery.objects.get()
    assert delivery.recipients == [ines.email]
    assert "Help has been silent for 30 minutes" in delivery.subject


def test_a_new_contact_ends_the_alarm(silent: Channel, ines: User) -> None:
    raise_alarms()
    silent.refresh_from_db()
    silent.note_contact()
    assert silent.health == "ok"
    raise_alarms()
    assert Delivery.objects.count() == 1
    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        raise_alarms()
    assert Delivery.objects.count() == 2


@pytest.mark.parametrize(
    "changes", [{"enabled": False}, {"started_at": None}, {"protocol": "pipe"}]
)
def test_who_is_not_fetched_from_cannot_be_silent(
    silent: Channel, ines: User, changes: dict[str, object]
) -> None:
    Channel.objects.update(**changes)
    raise_alarms()
    assert not Delivery.objects.exists()


def test_a_silent_mailbox_that_cannot_send_still_shows(
    silent: Channel, ines: User
) -> None:
    Channel.objects.update(out_host="")
    raise_alarms()
    silent.refresh_from_db()
    assert silent.alarmed_at
    assert silent.health == "silent"


def test_old_mails_are_those_before_the_start(make_channel: MakeChannel) -> None:
    channel = make_channel()
    channel.start(StartChoice.DAYS, 3)
    assert channel.starts_from == channel.started_at - timedelta(days=3, minutes=10)


def test_the_command_prints_the_steps(
    make_channel: MakeChannel,
    mailbox: Mailbox,
    smtp_server: SmtpServer,
    capsys: pytest.CaptureFixture[str],
) -> None:
    make_channel(**{**imap_values(mailbox), **smtp_values(smtp_server)})
    call_command("test_channel", "help@ombud.example")
    printed = capsys.readouterr().out
    assert "Signed in as" in printed
    assert "Test mail sent to help@ombud.example" in printed


def test_the_command_fails_where_the_mailbox_does(
    make_channel: MakeChannel, capsys: pytest.CaptureFixture[str]
) -> None:
    make_channel(in_host="127.0.0.1", in_port=1, out_host="127.0.0.1", out_port=1)
    with pytest.raises(CommandError, match="does not work yet"):
        call_command("test_channel", "Help")
    assert "refuses connections" in capsys.readouterr().out
    with pytest.raises(CommandError, match="no mailbox “Nobody”"):
        call_command("test_channel", "Nobody")
