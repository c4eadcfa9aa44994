"""Mails as tests write them, and their way in."""

from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate
from itertools import count
from typing import Any

from ombud.channels.models import Channel
from ombud.intake.confirming import confirm_owed
from ombud.intake.models import Inbound
from ombud.intake.pipeline import process
from ombud.users.models import Team
from ombud.workflows.starting import starter

CARLA = "Carla Conti <carla@example.com>"
_numbers = count(1)


def letter(text: str = "My parcel is broken.", **headers: Any) -> bytes:
    """A plain mail from carla to support; headers by name, message_id=None leaves out.

    `html` and `files` ({name: bytes}) are parts, not headers.
    """
    html, files = headers.pop("html", ""), headers.pop("files", {})
    mail = EmailMessage(policy=SMTP)
    values = {
        "from": CARLA,
        "to": "support@shop.example",
        "subject": "Broken parcel",
        "date": formatdate(),
        "message_id": f"<{next(_numbers)}.letter@example.com>",
    } | headers
    for name, value in values.items():
        if value is not None:
            mail[name.replace("_", "-").title()] = value
    mail.set_content(text)
    if html:
        mail.add_alternative(html, subtype="html")
    for name, content in files.items():
        mail.add_attachment(
            content, maintype="application", subtype="octet-stream", filename=name
        )
    return mail.as_bytes()


def make_mailbox(**changes: Any) -> Channel:
    """The mailbox support@shop.example of the Support team, without a server."""
    team = Team.objects.get_or_create(slug="support", defaults={"name": "Support"})[0]
    values = {
        "name": "Support",
        "slug": "support",
        "team": team,
        "workflow": starter("support"),
        "address": "support@shop.example",
        "protocol": "pipe",
        "out_host": "127.0.0.1",
        "sender_name": "Shop",
    } | changes
    return Channel.objects.create(**values)


def take_in(raw: bytes, channel: Channel, **columns: Any) -> Inbound:
    """Store a mail and read it, as the worker does."""
    stored = Inbound.objects.store(channel, raw, **columns)
    assert stored is not None, "this mail is known"
    process(stored.pk)
    confirm_owed()
    return Inbound.objects.get(pk=stored.pk)
