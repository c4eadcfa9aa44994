"""Whose mail came back, where no field says so."""

import re

from ombud.lib.delivery_status import Group
from ombud.lib.mail import Mail

_ADDRESS = re.compile(r"[^\s<>\"'(),:;\[\]`]{1,128}@[A-Za-z0-9][\w.-]{0,253}\w")
_CONTACT = re.compile(
    r"contact|assistance|send mail to|please|help|support|sender|envelope-from"
    r"|mail from|^\s*from\b|https?:|message-id|\bhost\b",
    re.IGNORECASE,
)
_AIMED = re.compile(
    r"(?:rcpt to:|recipient|address:|failed:|to:|delivery (?:failed|to)|deliver \w* ?to"
    r"|userid:|size:|mailbox|user)[^@\n]{0,40}?<?(" + _ADDRESS.pattern + r")",
    re.IGNORECASE,
)
_TO = re.compile(r"^(?:X-Original-)?To:\s*(.{1,500})", re.IGNORECASE | re.MULTILINE)
_FOR = re.compile(r"\bfor <?(" + _ADDRESS.pattern + ")")


def from_group(group: Group) -> str:
    """The recipient a delivery status names."""
    for field in ("final-recipient", "original-recipient", "x-actual-recipient"):
        found = _ADDRESS.search(group.get(field, ""))
        if found:
            return found[0]
    return ""


def from_words(mail: Mail, report: str, original: str) -> str:
    """The address that failed: on a line of its own, aimed at, or in the original."""
    failed = _ADDRESS.search(mail.headers.get("X-Failed-Recipients"))
    not_it = {mail.from_.address.lower(), *(a.address.lower() for a in mail.to)}
    named = _named_alone(report, not_it)
    if failed and (not named or failed[0] in report):
        return failed[0]
    return (
        named
        or _aimed_at(report, not_it)
        or _mentioned(report, not_it)
        or _original_recipient(original)
    )


def _named_alone(report: str, not_it: set[str]) -> str:
    """An address at the beginning of a line, as most servers write it."""
    for line in report.split("\n"):
        match = _ADDRESS.match(line.strip(" \t*>\"'[").lstrip("<"))
        if match and match[0].lower() not in not_it:
            return match[0]
    return ""


def _aimed_at(report: str, not_it: set[str]) -> str:
    for line in report.split("\n"):
        match = _AIMED.search(line[:2_000])
        if match and match[1].lower() not in not_it:
            return match[1]
    return ""


def _mentioned(report: str, not_it: set[str]) -> str:
    for line in report.split("\n"):
        match = None if _CONTACT.search(line) else _ADDRESS.search(line[:2_000])
        if match and match[0].lower() not in not_it:
            return match[0]
    return ""


def _original_recipient(original: str) -> str:
    to = _TO.search(original)
    address = _ADDRESS.search(to[1]) if to else None
    if address:
        return address[0]
    received = _FOR.search(original)
    return received[1] if received else ""
