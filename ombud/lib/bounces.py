"""Bounces: which address failed, why, and for good or for now.

1. A delivery status (RFC 3464, 6522) in its own part or, as some servers do, in the
   text: its fields are read.
2. Without one, a mail from a mail server that speaks of a failure: the address, the
   code (RFC 3463) and the words are looked for, above the copy of the original.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ombud.lib.bounce_words import (
    is_delay,
    is_failure_subject,
    is_failure_text,
    is_mail_server,
)
from ombud.lib.mail import Mail
from ombud.lib.mime import Entity

_MAX_TEXT = 200_000
_STATUS_PARTS = ("message/delivery-status", "message/global-delivery-status")
_ORIGINAL_PARTS = ("message/rfc822", "text/rfc822-headers", "message/global")
_FIELD = re.compile(r"([A-Za-z][A-Za-z-]{2,40})\s*:\s*(.*)")
_FIELDS = {
    "final-recipient",
    "original-recipient",
    "x-actual-recipient",
    "action",
    "status",
    "diagnostic-code",
}
_ADDRESS = re.compile(r"[^\s<>\"'(),:;\[\]`]{1,128}@[A-Za-z0-9][\w.-]{0,253}\w")
_CODE = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.]*\d)")
_REPLY = re.compile(r"(?<![\d.])([45])\d\d(?=[ -]|\b)")
_ID = re.compile(r"^Message-ID:\s*<?([^<>\s]{1,990})", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Bounce:
    """What came back: for whom, with which code (RFC 3463), in which words."""

    recipient: str = ""
    status: str = ""
    diagnostic: str = ""
    original_message_id: str = ""
    permanent: bool = True


def read_bounce(mail: Mail) -> tuple[Bounce, bool] | None:
    """The bounce, and whether it is only a delay; nothing when it is no bounce."""
    report, original = _texts(mail)
    groups = list(_groups(_status_text(mail) or report))
    if groups:
        return _from_status(mail, groups, report, original)
    if not _looks_like_bounce(mail, report):
        return None
    return _from_words(mail, report, original)


def _from_status(
    mail: Mail, groups: list[dict[str, str]], report: str, original: str
) -> tuple[Bounce, bool] | None:
    """From the group that matters most: failed, then delayed; success is no bounce."""
    group = _first(groups, "failed") or _first(groups, "delayed")
    if group is None:
        unsaid = [g for g in groups if "action" not in g]
        if not unsaid:
            return None
        group = unsaid[0]
    delayed = group.get("action", "").lower().startswith("delayed")
    diagnostic = group.get("diagnostic-code", "")
    status = _status(group.get("status", ""), diagnostic)
    return (
        Bounce(
            recipient=_group_recipient(group) or _recipient(mail, report, original),
            status=status or _status_from_words(report, delayed=delayed),
            diagnostic=_said(diagnostic) or _first_words(report),
            original_message_id=_original_id(original),
            permanent=not delayed and not status.startswith("4"),
        ),
        delayed,
    )


def _from_words(mail: Mail, report: str, original: str) -> tuple[Bounce, bool]:
    delayed = is_delay(mail.subject, report)
    status = _status_from_words(report, delayed=delayed)
    bounce = Bounce(
        recipient=_recipient(mail, report, original),
        status=status,
        diagnostic=_first_words(report),
        original_message_id=_original_id(original),
        permanent=not delayed and not status.startswith("4"),
    )
    return bounce, delayed


def _first(groups: list[dict[str, str]], action: str) -> dict[str, str] | None:
    found = (g for g in groups if g.get("action", "").lower().startswith(action))
    return next(found, None)


def _group_recipient(group: dict[str, str]) -> str:
    for field in ("final-recipient", "original-recipient", "x-actual-recipient"):
        found = _ADDRESS.search(group.get(field, ""))
        if found:
            return found[0]
    return ""


def _groups(text: str) -> Iterator[dict[str, str]]:
    """The groups of fields, one a recipient (RFC 3464, 2.3)."""
    group: dict[str, str] = {}
    last = ""
    for line in text[:_MAX_TEXT].split("\n"):
        if line[:1] in {" ", "\t"} and last:
            group[last] += " " + line.strip()
            continue
        field = _FIELD.match(line)
        name = field[1].lower() if field else ""
        last = name if name in _FIELDS else ""
        if field and last:
            if last in group:
                yield from _complete(group)
                group = {}
            group[last] = field[2].strip()
        elif not line.strip():
            yield from _complete(group)
            group = {}
    yield from _complete(group)


def _complete(group: dict[str, str]) -> Iterator[dict[str, str]]:
    if ("action" in group or "status" in group) and (
        "final-recipient" in group or "original-recipient" in group
    ):
        yield group


def _status_text(mail: Mail) -> str:
    if mail.entity is None:
        return ""
    parts = (e for e in mail.entity.walk() if e.content_type in _STATUS_PARTS)
    return "\n\n".join(part.text.replace("\r\n", "\n") for part in parts)


def _texts(mail: Mail) -> tuple[str, str]:
    """What the server says, and what it says it about, as far as it is there."""
    text = mail.text[:_MAX_TEXT]
    cut = _ORIGINAL.search(text)
    report, original = (text[: cut.start()], text[cut.start() :]) if cut else (text, "")
    return report, "\n".join([*_original_parts(mail.entity), original])


def _original_parts(root: Entity | None) -> Iterator[str]:
    for entity in root.walk() if root is not None else ():
        if entity.content_type in _ORIGINAL_PARTS:
            yield entity.content[:20_000].decode("latin-1").replace("\r\n", "\n")


_ORIGINAL = re.compile(
    r"^(?:[ \t|*-]{0,40}(?:below this line is a copy|(?:this is |enclosed is "
    r"|included is |"
    r"below is )?(?:a )?copy of (?:the|your) (?:original )?(?:message|mail)"
    r"|original (?:message|mail)(?: info| follows)?|unsent message follows"
    r"|message (?:headers?|text) follows?|returned message|the header of the original"
    r"|original message follows|bounced e-?mail|included is a copy)"
    r"|(?:Received|Return-Path|DKIM-Signature|X-Received|MIME-Version):[ \t])",
    re.IGNORECASE | re.MULTILINE,
)


def _looks_like_bounce(mail: Mail, report: str) -> bool:
    root = mail.entity
    if root is not None and (
        root.parameters.get("report-type", "").lower() == "delivery-status"
    ):
        return True
    if "X-Failed-Recipients" in mail.headers:
        return True
    sender = mail.headers.get("From") or mail.headers.get("Sender")
    is_server = is_mail_server(sender) or mail.return_path in {"", "MAILER-DAEMON"}
    if not is_server:
        return False
    return is_failure_subject(mail.subject) or (
        is_mail_server(sender) and is_failure_text(report)
    )


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


def _recipient(mail: Mail, report: str, original: str) -> str:
    """The address that failed: as a header says, a line of its own, or any other."""
    failed = _ADDRESS.search(mail.headers.get("X-Failed-Recipients"))
    not_it = {mail.from_.address.lower(), *(a.address.lower() for a in mail.to)}
    named = _named_alone(report, not_it)
    if failed and (not named or failed[0] in report):
        return failed[0]
    found = named or _aimed_at(report, not_it) or (failed[0] if failed else "")
    return found or _original_recipient(original, not_it)


def _named_alone(report: str, not_it: set[str]) -> str:
    """An address at the beginning of a line, as most servers write it."""
    for line in report.split("\n"):
        text = line.strip(" \t*>\"'[")
        match = _ADDRESS.match(text.lstrip("<"))
        if match and match[0].lower() not in not_it:
            return match[0]
    return ""


def _aimed_at(report: str, not_it: set[str]) -> str:
    for line in report.split("\n"):
        match = _AIMED.search(line[:2_000])
        if match and match[1].lower() not in not_it:
            return match[1]
    for line in report.split("\n"):
        match = None if _CONTACT.search(line) else _ADDRESS.search(line[:2_000])
        if match and match[0].lower() not in not_it:
            return match[0]
    return ""


def _original_recipient(original: str, not_it: set[str]) -> str:
    found = _TO.search(original)
    if found:
        address = _ADDRESS.search(found[1])
        if address:
            return address[0]
    received = _FOR.search(original)
    return received[1] if received else ""


_TO = re.compile(r"^(?:X-Original-)?To:\s*(.{1,500})", re.IGNORECASE | re.MULTILINE)
_FOR = re.compile(r"\bfor <?(" + _ADDRESS.pattern + ")")


def _original_id(original: str) -> str:
    found = _ID.search(original)
    return found[1] if found else ""


def _status(field: str, diagnostic: str) -> str:
    """The field's code, or the diagnostic's where that says more (RFC 3463)."""
    said = _CODE.search(field)
    status = said[1] if said else ""
    codes = _failure_codes(diagnostic)
    exact = [code for code in codes if not code.endswith(".0.0")]
    if exact and (not status or status.endswith((".0.0", ".0"))):
        return exact[0]
    return status or (codes[0] if codes else "")


def _status_from_words(report: str, *, delayed: bool) -> str:
    codes = _failure_codes(report)
    if codes:
        return codes[0]
    reply = _REPLY.search(report)
    if reply:
        return f"{reply[1]}.0.0"
    return "4.0.0" if delayed else "5.0.0"


def _said(diagnostic: str) -> str:
    """Without the type that stands before it: "smtp; 550 No such user"."""
    kind, mark, words = diagnostic.partition(";")
    return (words if mark and len(kind) < 20 else diagnostic).strip()[:2_000]


def _first_words(report: str) -> str:
    for line in report.split("\n"):
        if _CODE.search(line) or _REPLY.search(line):
            return line.strip()[:2_000]
    return ""


def _failure_codes(text: str) -> list[str]:
    return [match[1] for match in _CODE.finditer(text) if match[1][0] != "2"]
