"""Why a ticket is believed to belong to a thing, in sentences."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from ombud.sales.models import Reason

NAMES: dict[str, Any] = {
    "order": gettext_lazy("Order"),
    "invoice": gettext_lazy("Invoice"),
    "item": gettext_lazy("Item"),
    "shipment": gettext_lazy("Parcel"),
    "record": gettext_lazy("Record"),
}
SENTENCES: dict[str, Any] = {
    Reason.BY_HAND: gettext_lazy("Somebody has linked it."),
    Reason.OPENED: gettext_lazy("The ticket was opened for it."),
    Reason.FIELD: gettext_lazy("A field of the ticket holds its number."),
    Reason.SENDER: gettext_lazy(
        "“%(text)s” stands in a message, and it is this customer's."
    ),
    Reason.WORD: gettext_lazy("“%(word)s” stands beside “%(text)s” in a message."),
    Reason.STRANGER: gettext_lazy(
        "“%(text)s” stands in a message, and nobody knows the sender."
    ),
    Reason.NUMBER: gettext_lazy("“%(text)s” stands in a message, perhaps by chance."),
    Reason.ANOTHER: gettext_lazy(
        "“%(text)s” stands in a message, but it is another customer's."
    ),
}
SURE = pgettext_lazy("how sure a link is", "Certain")
LIKELY = pgettext_lazy("how sure a link is", "Likely")
PERHAPS = pgettext_lazy("how sure a link is", "Perhaps")


def sentence(why: str, facts: dict[str, Any]) -> str:
    """The reason; of a serial number it says that too."""
    values = {"text": facts.get("text", ""), "word": facts.get("word", "")}
    said = str(SENTENCES.get(Reason(why), SENTENCES[Reason.NUMBER])) % values
    if facts.get("by") == "serial":
        return f"{said} {_('It is the serial number of a piece in it.')}"
    return said


def sureness(percent: int) -> str:
    """In one word."""
    if percent >= 90:
        return str(SURE)
    return str(LIKELY if percent >= 60 else PERHAPS)
