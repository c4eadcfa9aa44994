"""Sending over SMTP, and reporting exactly what the server made of it."""

import re
import smtplib
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from ombud.channels.drivers.base import (
    DeliveryError,
    Fetched,
    Known,
    Listing,
    Receipt,
    Stage,
    Watermark,
)
from ombud.channels.drivers.smtp_replies import refused, words_of
from ombud.channels.drivers.smtp_session import Client, SmtpSession
from ombud.channels.drivers.wire import (
    TALK_SECONDS,
)

if TYPE_CHECKING:
    from ombud.channels.models import Delivery

# The slowest uplink that a mail is given time for, in bytes a second.
SLOWEST = 65536
# Servers look for viruses before they answer; giving up early sends it twice.
FINAL_SECONDS = 300
LOOSE_END = re.compile(rb"(?<!\r)\n|\r(?!\n)")


class SmtpDriver(SmtpSession):
    """Sends over SMTP and fetches nothing: mail is piped in, or another class reads."""

    can_idle = False
    uidvalidity = ""

    def send(self, delivery: "Delivery") -> Receipt:
        """Send to those recipients who do not have it yet.

        Raises DeliveryError where nobody got it. The connection stays open for the
        next delivery of the same channel.
        """
        with self._session() as smtp:
            self._check_size(smtp, delivery)
            self._open_mail(smtp, delivery)
            receipt = self._address(smtp, delivery.pending)
            return self._hand_over(smtp, delivery, receipt)

    # Nothing comes in over SMTP

    def fetch(self, known: Known, after: Watermark | None = None) -> Iterator[Fetched]:
        """Nothing: mail is piped in."""
        return iter(())

    def fetch_one(
        self, uidvalidity: str, uid: str, limit: int | None = None
    ) -> Fetched | None:
        """Nothing."""
        return None

    def acknowledge(self, uid: str, uidvalidity: str = "") -> None:
        """There is nobody to tell."""

    def listing(self, since: datetime | None = None) -> Listing:
        """Nothing is waiting anywhere."""
        return Listing("", [])

    def idle(self, seconds: float) -> bool:
        """No news, and no waiting for it."""
        return False

    def incoming_stages(self) -> list[Stage]:
        """None."""
        return []

    # One mail

    def _check_size(self, smtp: Client, delivery: "Delivery") -> None:
        """Ask before sending megabytes for nothing (RFC 1870)."""
        limit = smtp.esmtp_features.get("size", "").strip()
        if limit.isdigit() and 0 < int(limit) < delivery.size:
            sizes = {"size": _megabytes(delivery.size), "limit": _megabytes(int(limit))}
            raise DeliveryError(
                _(
                    "The mail has %(size)s MB, and the server takes at most "
                    "%(limit)s MB."
                )
                % sizes,
                f"SIZE {limit}",
                permanent=True,
            )

    def _open_mail(self, smtp: Client, delivery: "Delivery") -> None:
        smtp.sock.settimeout(TALK_SECONDS)
        options = []
        if smtp.has_extn("size"):
            options.append(f"size={delivery.size}")
        if smtp.has_extn("8bitmime"):
            options.append("body=8bitmime")
        if _needs_utf8(delivery):
            _demand_utf8(smtp)
            options.append("smtputf8")
        code, reply = smtp.mail(_wire_address(delivery.sender), options)
        if code != 250:
            raise refused(code, reply)

    def _address(self, smtp: Client, recipients: list[str]) -> Receipt:
        """Name the recipients one by one; raises where the server takes none."""
        receipt = Receipt("", [], {})
        for one in recipients:
            code, reply = smtp.rcpt(_wire_address(one))
            if code in {250, 251, 252}:
                receipt.accepted.append(one)
            else:
                receipt.refused[one] = refused(code, reply, one)
            if code == 421:
                raise receipt.refused[one]
        if not receipt.accepted:
            raise _of_all(receipt.refused)
        return receipt

    def _hand_over(
        self, smtp: Client, delivery: "Delivery", receipt: Receipt
    ) -> Receipt:
        """The mail itself; the last answer makes it the server's."""
        raw = LOOSE_END.sub(b"\r\n", bytes(delivery.raw))
        smtp.sock.settimeout(FINAL_SECONDS + len(raw) / SLOWEST)
        try:
            code, reply = smtp.data(raw)
        except smtplib.SMTPDataError as error:
            raise refused(error.smtp_code, error.smtp_error) from error
        if code != 250:
            raise refused(code, reply)
        return Receipt(words_of(code, reply), receipt.accepted, receipt.refused)


class PipeDriver(SmtpDriver):
    """Forwarding: mail is handed to us by a command, replies go out over SMTP."""


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.1f}"


def _needs_utf8(delivery: "Delivery") -> bool:
    names = [delivery.sender, *delivery.pending]
    return not all(name.rpartition("@")[0].isascii() for name in names)


def _demand_utf8(smtp: Client) -> None:
    if not smtp.has_extn("smtputf8"):
        raise DeliveryError(
            _("The server cannot send to addresses with such letters."),
            "no SMTPUTF8",
            permanent=True,
        )


def _wire_address(address: str) -> str:
    """The domain in ASCII, as every server understands it."""
    local, at, domain = address.rpartition("@")
    if not domain.isascii():
        with suppress(UnicodeError):
            domain = domain.encode("idna").decode("ascii")
    return f"{local}{at}{domain}"


def _of_all(errors: dict[str, DeliveryError]) -> DeliveryError:
    """One error for a mail that nobody got: final only if it is so for all."""
    message = " ".join(dict.fromkeys(one.message for one in errors.values()))
    words = "; ".join(dict.fromkeys(one.words for one in errors.values()))
    permanent = all(one.permanent for one in errors.values())
    return DeliveryError(message, words, permanent=permanent)
