"""Ids and addresses that prove which ticket a mail answers."""

import hmac
import re
import secrets
from hashlib import sha256

from django.conf import settings

# <1042.k3J….9f86d081884c7d65@shop.example>
OURS = re.compile(r"^(\d{1,15})\.([A-Za-z0-9_-]{1,24})\.([0-9a-f]{16})@")
# support+1042-9f86d081884c7d65@shop.example
PLUS = re.compile(r"\+(\d{1,15})-([0-9a-f]{16})@")


def signature(text: str) -> str:
    """64 bits of HMAC-SHA-256: enough against guessing, short enough to read."""
    key = settings.ENCRYPTION_KEY.encode()
    return hmac.new(key, text.encode(), sha256).hexdigest()[:16]


def new_message_id(number: int, domain: str) -> str:
    """A Message-ID, without <>, that names the ticket and cannot be made up."""
    rest = secrets.token_urlsafe(9)
    return f"{number}.{rest}.{signature(f'{number}.{rest}')}@{domain or 'ombud'}"


def number_in_id(message_id: str) -> int | None:
    """The ticket that one of our Message-IDs names; None for all others."""
    match = OURS.match(message_id)
    if match and hmac.compare_digest(
        signature(f"{match[1]}.{match[2]}"), match[3].lower()
    ):
        return int(match[1])
    return None


def reply_address(address: str, number: int) -> str:
    """The address with the ticket's signed number: name+1042-…@domain."""
    name, _, domain = address.partition("@")
    return f"{name}+{number}-{signature(f'to.{number}')}@{domain}"


def number_in_address(address: str) -> int | None:
    """The ticket that a signed reply address names; None for all others."""
    match = PLUS.search(address.lower())
    if match and hmac.compare_digest(signature(f"to.{match[1]}"), match[2]):
        return int(match[1])
    return None
