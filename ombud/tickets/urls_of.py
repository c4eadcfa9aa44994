"""Addresses that more than one place builds."""

from typing import Any

from django.urls import NoReverseMatch, reverse

from ombud.tickets.models import Attachment


def attachment_url(file: Attachment) -> str:
    """Where the file is read; its name is only for people."""
    return reverse("attachment", args=[file.pk, file.filename or "file"])


def optional_url(name: str, *args: Any) -> str:
    """The address, or nothing where no app offers that page."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
