"""Addresses that more than one place builds."""

from typing import Any
from urllib.parse import urlencode

from ombud.core.addresses import address
from ombud.tickets.models import Attachment


def attachment_url(file: Attachment) -> str:
    """Where the file is read; its name is only for people."""
    return address("attachment", file.pk, file.filename or "file")


def tag_url(name: str) -> str:
    """The list of all tickets with this tag; nothing where no app offers lists."""
    url = address("inbox-view", "all")
    return f"{url}?{urlencode({'tag': name})}" if url else ""


def optional_url(name: str, *args: Any) -> str:
    """The address, or nothing where no app offers that page."""
    return address(name, *args)
