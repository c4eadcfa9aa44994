"""What travels with a message: its delivery and its files."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from ombud.channels.models import Delivery, DeliveryState
from ombud.tickets.models import Attachment, Entry, Message
from ombud.tickets.models.attachment import store_blob
from ombud.workspace.demo import files, letters
from ombud.workspace.demo.story import Step

AGAIN = timedelta(hours=5)


def delivery_of(
    message: Message, text: str, at: datetime, fate: Collection[str]
) -> Delivery:
    """Sent, unless the story says that it came back or is late."""
    address, raw = message.to[0]["address"], letters.raw(message, text, at)
    return Delivery(
        channel=message.channel,
        sender=message.from_address,
        recipients=[address],
        message_id=message.message_id,
        raw=raw,
        size=len(raw),
        created_at=at,
        attempts=1,
        **_columns(address, at, fate),
    )


def _columns(address: str, at: datetime, fate: Collection[str]) -> dict[str, Any]:
    sent = {"sent_at": at + timedelta(seconds=11), "due_at": at}
    if "bounced" in fate:
        return sent | {
            "state": DeliveryState.BOUNCED,
            "error": f"{address} cannot be reached.",
            "server_words": "550 5.1.1 User unknown",
        }
    if "delayed" in fate:
        return {
            "state": DeliveryState.DELAYED,
            "due_at": timezone.now() + AGAIN,
            "error": "The server asks us to come again later.",
            "server_words": "451 4.7.1 Greylisted, try again in an hour",
        }
    return sent | {
        "state": DeliveryState.SENT,
        "accepted": [address],
        "server_words": "250 2.0.0 Ok: queued",
    }


def files_of(entry: Entry, step: Step) -> list[Attachment]:
    """The files that the story names, made and stored."""
    found = []
    for file in step.files:
        kind, _colon, name = file.partition(":")
        content, content_type = files.content(kind, name)
        found.append(
            Attachment(
                entry=entry,
                filename=name,
                content_type=content_type,
                size=len(content),
                digest=store_blob(content),
            )
        )
    return found
