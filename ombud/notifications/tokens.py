"""Ids and addresses that prove which notification a mail answers, and whose it was.

They look unlike those of a ticket's own letters (tickets/tokens.py): what answers them
is never taken for a customer's message.
"""

import hmac
import re
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ombud.tickets.tokens import signature

if TYPE_CHECKING:
    from ombud.lib.mail import Mail

# <n1042.17.k3J….9f86d081884c7d65@shop.example>
OURS = re.compile(r"^n(\d{1,15})\.(\d{1,15})\.([A-Za-z0-9_-]{1,24})\.([0-9a-f]{16})@")
# support+n1042-17-9f86d081884c7d65@shop.example
PLUS = re.compile(r"\+n(\d{1,15})-(\d{1,15})-([0-9a-f]{16})@")
DELIVERED_TO = ("Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To")
# All mails to one agent about one ticket hang below this id.
ROOT = "root"
# What a mail about many tickets has instead of a number.
MANY = 0


@dataclass(frozen=True, slots=True)
class Token:
    """A notification about one ticket for one user; or what claims to be one."""

    number: int
    user: int
    is_genuine: bool


def new_message_id(number: int, user: int, domain: str, *, salt: str = "") -> str:
    """A Message-ID, without <>, that names ticket and user and cannot be made up."""
    rest = salt or secrets.token_urlsafe(9)
    named = f"{number}.{user}.{rest}"
    return f"n{named}.{signature(f'note.{named}')}@{domain or 'ombud'}"


def reply_address(address: str, number: int, user: int) -> str:
    """The address with the signed numbers of ticket and user."""
    name, _, domain = address.partition("@")
    sign = signature(f"note.to.{number}.{user}")
    return f"{name}+n{number}-{user}-{sign}@{domain}"


def token_of(mail: "Mail") -> Token | None:
    """The notification that a mail answers; a genuine one, where it names several."""
    found = [*_in_addresses(_named(mail)), *_in_ids(_answered(mail))]
    return max(found, key=lambda one: one.is_genuine, default=None)


def is_own(mail: "Mail") -> bool:
    """Whether it is a notification of ours that has come back."""
    return any(token.is_genuine for token in _in_ids([mail.message_id]))


def _named(mail: "Mail") -> Iterator[str]:
    for person in (*mail.to, *mail.cc):
        yield person.address
    for name in DELIVERED_TO:
        yield from mail.headers.get_all(name)


def _answered(mail: "Mail") -> list[str]:
    return [mail.in_reply_to, *reversed(mail.references)]


def _in_addresses(addresses: Iterable[str]) -> Iterator[Token]:
    for address in addresses:
        if match := PLUS.search(address.lower()):
            sign = signature(f"note.to.{match[1]}.{match[2]}")
            yield _token(match[1], match[2], sign, match[3])


def _in_ids(ids: Iterable[str]) -> Iterator[Token]:
    for one in ids:
        if match := OURS.match(one):
            sign = signature(f"note.{match[1]}.{match[2]}.{match[3]}")
            yield _token(match[1], match[2], sign, match[4].lower())


def _token(number: str, user: str, sign: str, claimed: str) -> Token:
    return Token(int(number), int(user), hmac.compare_digest(sign, claimed))
