"""Channels to try the wires with."""

from collections.abc import Callable
from typing import Any

import pytest

from ombud.channels.models import Channel, Delivery, Protocol, Security, StartChoice
from ombud.testing.servers import Mailbox, SmtpServer
from ombud.users.models import Team
from ombud.workflows.models import Workflow

MakeChannel = Callable[..., Channel]


def mail(subject: str = "Leaking", body: str = "It leaks.") -> bytes:
    """A small mail."""
    return (
        "From: carla@example.com\r\nTo: help@ombud.example\r\n"
        f"Subject: {subject}\r\nDate: Fri, 20 Nov 2026 10:00:00 +0000\r\n"
        f"\r\n{body}\r\n"
    ).encode()


def nothing_known(_uidvalidity: str, _uids: Any) -> set[str]:
    """What a caller knows who has never fetched."""
    return set()


def imap_values(mailbox: Mailbox, **changes: Any) -> dict[str, Any]:
    """The incoming half of a channel that reads this mailbox over IMAP with TLS."""
    return {
        "protocol": Protocol.IMAP,
        "in_host": "127.0.0.1",
        "in_port": mailbox.server.imaps_port,
        "in_security": Security.TLS,
        "in_user": mailbox.user,
        "in_password": mailbox.password,
        "verify_certificate": False,
        **changes,
    }


def smtp_values(server: SmtpServer, **changes: Any) -> dict[str, Any]:
    """The outgoing half of a channel that sends with STARTTLS and a login."""
    return {
        "out_host": "127.0.0.1",
        "out_port": server.port,
        "out_security": Security.STARTTLS,
        "same_login": False,
        "out_user": server.user,
        "out_password": server.password,
        "verify_certificate": False,
        **changes,
    }


@pytest.fixture
def make_channel(support: Team) -> MakeChannel:
    """A saved mailbox with sound defaults."""

    def make(**changes: Any) -> Channel:
        workflow, _ = Workflow.objects.get_or_create(
            slug="support", defaults={"name": "Support"}
        )
        values = {
            "name": "Help",
            "slug": f"help-{Channel.objects.count() + 1}",
            "address": "help@ombud.example",
            "team": support,
            "workflow": workflow,
        }
        return Channel.objects.create(**{**values, **changes})

    return make


@pytest.fixture
def smtp_channel(make_channel: MakeChannel, smtp_server: SmtpServer) -> Channel:
    """A mailbox that can send."""
    channel = make_channel(**smtp_values(smtp_server), in_host="127.0.0.1", in_port=1)
    channel.start(StartChoice.NOW)
    return channel


@pytest.fixture
def queue(smtp_channel: Channel) -> Callable[..., Delivery]:
    """Queue a mail over that mailbox."""

    def queue(*recipients: str, **changes: Any) -> Delivery:
        values = {
            "sender": "help@ombud.example",
            "recipients": recipients or ["carla@example.com"],
            "raw": mail(),
            "message_id": f"<{Delivery.objects.count()}@ombud.example>",
        }
        return Delivery.objects.queue(smtp_channel, **{**values, **changes})

    return queue
