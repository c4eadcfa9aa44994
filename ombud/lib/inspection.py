"""A mail as one JSON object: what the product would understand of it."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ombud.lib import automatic, quoting
from ombud.lib.charsets import decode
from ombud.lib.mail import Address, Part, parse


def inspect(raw: bytes) -> dict[str, Any]:
    """Everything that parsing, splitting and classifying find, ready for JSON."""
    mail = parse(raw)
    quoted = quoting.split(mail.text)
    found = automatic.classify(mail)
    return {
        "from": _address(mail.from_),
        "to": [_address(address) for address in mail.to],
        "cc": [_address(address) for address in mail.cc],
        "reply_to": [_address(address) for address in mail.reply_to],
        "subject": mail.subject,
        "date": mail.date.isoformat() if mail.date else None,
        "message_id": mail.message_id,
        "in_reply_to": mail.in_reply_to,
        "references": list(mail.references),
        "text": mail.text,
        "html": mail.html,
        "reply_text": quoted.reply,
        "attachments": [_part(part) for part in mail.attachments],
        "kind": found.kind,
        "bounce": asdict(found.bounce) if found.bounce else None,
        "from_machine": automatic.from_machine(mail),
        "defects": list(mail.defects),
    }


def mails_as_json(files: Iterable[Path]) -> Iterator[str]:
    """One JSON object for each mail, each on one line."""
    return (json.dumps(inspect(file.read_bytes())) for file in files)


def pages_as_json(files: Iterable[Path]) -> Iterator[str]:
    """The cleaned HTML of each file as a JSON string, each on one line."""
    from ombud.lib.html import clean  # nothing else here loads nh3

    return (json.dumps(clean(decode(file.read_bytes(), "utf-8"))) for file in files)


def _address(address: Address) -> dict[str, str]:
    return {"name": address.name, "address": address.address}


def _part(part: Part) -> dict[str, Any]:
    return {
        "filename": part.filename,
        "content_type": part.content_type,
        "size": part.size,
        "inline": part.inline,
        "content_id": part.content_id,
    }
