"""Bounces: which address failed, why, and for good or for now.

1. A delivery status (RFC 3464, 6522) in its own part or, as some servers do, in the
   text: its fields are read.
2. Without one, a mail from a mail server that speaks of a failure: the address, the
   code and the words are looked for, above the copy of the original.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ombud.lib import bounced_addresses, ses_notices, status_codes
from ombud.lib.bounce_words import (
    copy_of_original,
    is_delay,
    is_failure_subject,
    is_failure_text,
    is_mail_server,
    is_perhaps_mail_server,
)
from ombud.lib.delivery_status import (
    MAX_TEXT,
    Group,
    groups_in,
    groups_of,
    groups_within,
    most_telling,
)
from ombud.lib.mail import Mail

_ORIGINAL_PARTS = ("message/rfc822", "text/rfc822-headers", "message/global")
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
    groups = groups_of(mail.entity) if mail.entity else []
    groups = groups or ses_notices.groups_in(mail.text[:MAX_TEXT])
    if not groups and not _may_be_bounce(mail):
        return None
    report, original = _texts(mail)
    groups = groups or list(groups_in(report))
    if not groups and _is_bounce_in_words(mail, report):
        groups = groups_within(mail.entity) if mail.entity else []
        if not groups:
            return _from_words(mail, report, original)
    group = most_telling(groups)
    return _from_group(mail, group, report, original) if group is not None else None


def _from_group(
    mail: Mail, group: Group, report: str, original: str
) -> tuple[Bounce, bool]:
    delayed = group.get("action", "").lower().startswith("delayed")
    said = group.get("diagnostic-code", "")
    status = status_codes.from_fields(group.get("status", ""), said, report)
    bounce = Bounce(
        recipient=bounced_addresses.from_group(group)
        or bounced_addresses.from_words(mail, report, original),
        status=status or status_codes.from_words(report, delayed=delayed),
        diagnostic=_without_type(said) or _telling_line(report),
        original_message_id=_original_id(original),
        permanent=not delayed and not status.startswith("4"),
    )
    return bounce, delayed


def _from_words(mail: Mail, report: str, original: str) -> tuple[Bounce, bool]:
    delayed = is_delay(mail.subject, report)
    status = status_codes.from_words(report, delayed=delayed)
    bounce = Bounce(
        recipient=bounced_addresses.from_words(mail, report, original),
        status=status,
        diagnostic=_telling_line(report),
        original_message_id=_original_id(original),
        permanent=not delayed and not status.startswith("4"),
    )
    return bounce, delayed


def _may_be_bounce(mail: Mail) -> bool:
    sender = mail.headers.get("From") or mail.headers.get("Sender")
    return (
        _says_so_itself(mail)
        or mail.return_path in {"", "MAILER-DAEMON"}
        or is_mail_server(sender)
        or is_perhaps_mail_server(sender)
    )


def _is_bounce_in_words(mail: Mail, report: str) -> bool:
    if _says_so_itself(mail):
        return True
    sender = mail.headers.get("From") or mail.headers.get("Sender")
    if mail.return_path in {"", "MAILER-DAEMON"} or is_mail_server(sender):
        return is_failure_subject(mail.subject) or (
            is_mail_server(sender) and is_failure_text(report)
        )
    return is_failure_subject(mail.subject) and bool(status_codes.best_code(report))


def _says_so_itself(mail: Mail) -> bool:
    return _says_delivery_status(mail) or "X-Failed-Recipients" in mail.headers


def _says_delivery_status(mail: Mail) -> bool:
    parameters = mail.entity.parameters if mail.entity else {}
    return parameters.get("report-type", "").lower() == "delivery-status"


def _texts(mail: Mail) -> tuple[str, str]:
    """What the server says, and what it says it about, as far as it is there."""
    text = mail.text[:MAX_TEXT]
    cut = copy_of_original(text)
    return text[:cut], "\n".join([*_original_parts(mail), text[cut:]])


def _original_parts(mail: Mail) -> Iterator[str]:
    for entity in mail.entity.walk() if mail.entity else ():
        if entity.content_type in _ORIGINAL_PARTS:
            yield entity.content[:20_000].decode("latin-1").replace("\r\n", "\n")


def _original_id(original: str) -> str:
    found = _ID.search(original)
    return found[1] if found else ""


def _without_type(diagnostic: str) -> str:
    """Without the type that stands before it: "smtp; 550 No such user"."""
    kind, mark, words = diagnostic.partition(";")
    return (words if mark and len(kind) < 20 else diagnostic).strip()[:2_000]


def _telling_line(report: str) -> str:
    lines = (line for line in report.split("\n") if status_codes.is_said_in(line))
    return next(lines, "").strip()[:2_000]
