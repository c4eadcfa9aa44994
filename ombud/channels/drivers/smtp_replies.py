"""What a sending server says, as a plain sentence, and whether it is final."""

import re

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from ombud.channels.drivers.base import DeliveryError
from ombud.lib.charsets import storable

ENHANCED = re.compile(r"\d{3} ([245])\.(\d{1,3})\.(\d{1,3})\b")
SIGN_IN_CODES = {530, 535, 538}
UNKNOWN_ADDRESS_CODES = {550, 551, 553}

SIGN_IN = _("The server wants a sign-in before it sends mail.")
TOO_LARGE = _("The mail is too large for the server.")
SENDER = _("The server does not let this mailbox send under its address.")
FORGED = _("The server could not verify that the mail comes from this domain.")
RULES = _("The server refuses this mail by its rules.")
REFUSED = _("The server refuses this mail.")
LATER = _("The server asks to try again later.")
NO_DOMAIN = _("The domain of %(address)s does not exist or accepts no mail.")
NO_ADDRESS = _("The server does not know the address %(address)s.")
OFF = _("The mailbox of %(address)s has been switched off.")
FULL = _("The mailbox of %(address)s is full.")
FORBIDDEN = _("The server does not let us write to %(address)s.")
ADDRESS = _("The server does not accept the address %(address)s.")
ADDRESS_LATER = _("The server asks to try %(address)s again later.")

# By the detail of an enhanced code (RFC 3463 and the registry of its codes), whose
# first digit only says how final it is.
DETAILS = {
    "1.7": SENDER,
    "1.8": SENDER,
    "2.3": TOO_LARGE,
    "3.4": TOO_LARGE,
    "7.20": FORGED,
    "7.21": FORGED,
    "7.22": FORGED,
    "7.23": FORGED,
    "7.24": FORGED,
    "7.25": FORGED,
    "7.26": FORGED,
    "7.27": SENDER,
}
ABOUT_ADDRESS = {
    "1.2": NO_DOMAIN,
    "1.10": NO_DOMAIN,
    "4.4": NO_DOMAIN,
    "2.1": OFF,
    "2.2": FULL,
}
UNKNOWN_ADDRESS = {"1.0", "1.1", "1.3", "1.6"}


def words_of(code: int, reply: bytes | str) -> str:
    """The server's own words in one line, with the code."""
    text = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
    # Accepted is accepted: a NUL that no row can hold must not send the mail again.
    line = " ".join(storable(text).split())
    # smtplib says -1 where the reply had no code.
    return line if code < 0 else f"{code} {line}".strip()


def refused(code: int, reply: bytes | str, address: str = "") -> DeliveryError:
    """The error for a reply to MAIL, RCPT (with the address) or DATA.

    Some servers answer 5xx with a 4.x.x detail and the other way round: the reply
    code is the one that counts (RFC 5321, 4.2.1). A missing sign-in is put right on
    our side, and then the mail can go.
    """
    words = words_of(code, reply)
    found = ENHANCED.match(words)
    detail = f"{int(found[2])}.{int(found[3])}" if found else ""
    permanent = 500 <= code < 600 and code not in SIGN_IN_CODES
    about = _about_address(code, detail, permanent=permanent) if address else ""
    sentence = about or _about_mail(code, detail, permanent=permanent)
    message = gettext(sentence) % {"address": address}
    return DeliveryError(message, words, permanent=permanent)


def _about_mail(code: int, detail: str, *, permanent: bool) -> str:
    if code in SIGN_IN_CODES:
        return SIGN_IN
    if code == 552 or detail in DETAILS:
        return DETAILS.get(detail, TOO_LARGE)
    if detail.startswith("7.") or code == 554:
        return RULES
    return REFUSED if permanent else LATER


def _about_address(code: int, detail: str, *, permanent: bool) -> str:
    if code in SIGN_IN_CODES or detail in DETAILS:
        return ""
    if code == 552 or detail in ABOUT_ADDRESS:
        return ABOUT_ADDRESS.get(detail, FULL)
    if not permanent:
        return ADDRESS_LATER
    if detail in UNKNOWN_ADDRESS or (not detail and code in UNKNOWN_ADDRESS_CODES):
        return NO_ADDRESS
    return FORBIDDEN if detail.startswith("7.") else ADDRESS
