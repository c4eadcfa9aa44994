"""What the head of a mail says, in plain words."""

import re
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ombud.lib.automatic import from_machine

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ombud.lib.addresses import Address
    from ombud.lib.mail import Mail

# Authentication-Results (RFC 8601): what the receiving server found out.
RESULT = re.compile(r"\b(spf|dkim|dmarc)\s*=\s*(\w+)", re.IGNORECASE)


def facts_of(mail: "Mail") -> list[tuple[str, str]]:
    """Label and value of everything worth knowing; what is missing is left out."""
    found = [
        (_("From"), people([mail.from_])),
        (_("Sent by"), people([mail.sender]) if mail.sender != mail.from_ else ""),
        (_("To"), people(mail.to)),
        (_("Cc"), people(mail.cc)),
        (_("Answers go to"), people(mail.reply_to)),
        (_("Written"), written(mail)),
        (_("Message-ID"), mail.message_id),
        (_("Answers"), mail.in_reply_to),
        (_("Written by"), _("a machine") if from_machine(mail) else _("a person")),
        (_("Sender checked"), checked(mail)),
        (_("Passed through"), hops(mail)),
    ]
    return [(label, value) for label, value in found if value]


def people(addresses: "Iterable[Address]") -> str:
    """Names and addresses on one line."""
    return ", ".join(
        f"{one.name} <{one.address}>" if one.name else one.address
        for one in addresses
        if one.address
    )


def written(mail: "Mail") -> str:
    """The sender's own date, by the reader's clock."""
    return date_format(localtime(mail.date), "DATETIME_FORMAT") if mail.date else ""


def checked(mail: "Mail") -> str:
    """The verdicts of our mail server: SPF pass, DKIM pass."""
    results = RESULT.findall(mail.headers.get("Authentication-Results"))
    return ", ".join(f"{name.upper()} {verdict.lower()}" for name, verdict in results)


def hops(mail: "Mail") -> str:
    """How many servers have handed it on."""
    count = len(mail.headers.get_all("Received"))
    words = ngettext("%(count)d server", "%(count)d servers", count)
    return words % {"count": count} if count else ""
