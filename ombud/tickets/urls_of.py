"""Addresses that more than one place builds."""

from typing import Any

from ombud.core.addresses import address
from ombud.tickets.models import Attachment


def attachment_url(file: Attachment) -> str:
    """Where the file is read; its name is only for people."""
    return address("attachment", file.pk, file.filename or "file")


def optional_url(name: str, *args: Any) -> str:
    """The address, or nothing where no app offers that page."""
    return address(name, *args)
