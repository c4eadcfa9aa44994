"""Bytes to a frozen Mail: ids, addresses, bodies, parts; never raises on bad input."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from ombud.lib import mime
from ombud.lib.addresses import Address, parse_addresses
from ombud.lib.bodies import Bodies, Part, gather
from ombud.lib.headers import Headers

__all__ = ["Address", "Headers", "Mail", "Part", "parse"]

_ID = re.compile(r"<\s*([^<>\s]{1,990})\s*>")
_MAX_REFERENCES = 1_000
# A line of a mail holds no more bytes (RFC 5322, 2.1.1), and no index of ours either.
_MAX_ID = 990
_NOBODY = Address("", "")


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail as it was read. Ids stand without their angle brackets."""

    headers: Headers = field(default_factory=Headers, repr=False)
    from_: Address = _NOBODY
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    reply_to: tuple[Address, ...] = ()
    sender: Address = _NOBODY
    return_path: str | None = None  # None: no such header; empty: <>, the null sender
    subject: str = ""
    date: datetime | None = None
    message_id: str = ""
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    text: str = field(default="", repr=False)
    html: str = field(default="", repr=False)
    attachments: tuple[Part, ...] = ()
    defects: tuple[str, ...] = ()
    entity: mime.Entity | None = field(default=None, repr=False, compare=False)


def parse(raw: bytes) -> Mail:
    """Reads whatever arrived. What cannot be read is left out and named in defects."""
    defects: list[str] = []
    try:
        root = mime.parse(raw)
        bodies = gather(root)
    except Exception as error:  # noqa: BLE001 - a mail must never be lost to a parser
        defects.append(f"The mail could not be read: {type(error).__name__}.")
        root = mime.Entity(b"", 0, 0)
        bodies = Bodies(texts=[raw.decode("ascii", "replace").replace("\x00", "")])
    return _mail(root, bodies, defects)


def _mail(root: mime.Entity, bodies: Bodies, defects: list[str]) -> Mail:
    headers = root.headers
    senders = _addresses(headers, "From")
    date = _date(headers.raw("Date"))
    if not senders:
        defects.append("It names no sender.")
    if date is None:
        defects.append("It has no date that can be read.")
    return Mail(
        headers=headers,
        from_=senders[0] if senders else _NOBODY,
        to=_addresses(headers, "To"),
        cc=_addresses(headers, "Cc"),
        reply_to=_addresses(headers, "Reply-To"),
        sender=next(iter(_addresses(headers, "Sender")), _NOBODY),
        return_path=_return_path(headers),
        subject=" ".join(headers.get("Subject").split()),
        date=date,
        message_id=next(iter(_ids(headers, "Message-ID")), ""),
        in_reply_to=next(iter(_ids(headers, "In-Reply-To")), ""),
        references=_ids(headers, "References"),
        text=bodies.text,
        html=bodies.html,
        attachments=tuple(bodies.files),
        defects=tuple(defects),
        entity=root,
    )


def _addresses(headers: Headers, name: str) -> tuple[Address, ...]:
    return parse_addresses(", ".join(headers.raw_all(name)))


def _return_path(headers: Headers) -> str | None:
    if "Return-Path" not in headers:
        return None
    found = parse_addresses(headers.raw("Return-Path"))
    return found[0].address if found else ""


def _ids(headers: Headers, name: str) -> tuple[str, ...]:
    value = headers.raw(name)
    found = _ID.findall(value) or [
        word.strip("<>,;") for word in value.split() if "@" in word
    ]
    ids = (
        one
        for one in found[-_MAX_REFERENCES:]
        if len(one.encode("utf-8", "replace")) <= _MAX_ID
    )
    return tuple(dict.fromkeys(ids))


def _date(value: str) -> datetime | None:
    try:
        date = parsedate_to_datetime(value[:200])
        # Without a zone it is UTC, RFC 5322's "-0000" among them.
        date = date if date.tzinfo else date.replace(tzinfo=UTC)
        return date.astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
