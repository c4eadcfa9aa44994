"""Where orders, payments, shipments and invoices stand, in the words we know.

A shop may use words of its own: those are shown as it says them.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True, slots=True)
class Standing:
    """One place where a thing can stand; `tone` is ok, warn, bad or nothing."""

    slug: str
    label: str | Promise
    icon: str
    tone: str = ""


class Standings:
    """All that we have words for."""

    def __init__(self, icon: str, *known: Standing) -> None:
        self.icon = icon
        self.known = {one.slug: one for one in known}

    def of(self, slug: str) -> Standing:
        """The one of that word; a strange word speaks for itself."""
        return self.known.get(slug.lower()) or Standing(slug, slug, self.icon)

    def __iter__(self):  # type: ignore[no-untyped-def]
        return iter(self.known.values())


ORDER_STATES = Standings(
    "package",
    Standing("new", pgettext_lazy("an order", "New"), "package"),
    Standing("confirmed", pgettext_lazy("an order", "Confirmed"), "package"),
    Standing("packed", pgettext_lazy("an order", "Packed"), "package"),
    Standing("shipped", pgettext_lazy("an order", "Shipped"), "truck"),
    Standing("delivered", pgettext_lazy("an order", "Delivered"), "package-check"),
    Standing("returned", pgettext_lazy("an order", "Returned"), "package-open"),
    Standing("cancelled", pgettext_lazy("an order", "Cancelled"), "circle-x"),
)
PAYMENT_STATES = Standings(
    "credit-card",
    Standing("open", pgettext_lazy("a payment", "Not paid"), "clock", "warn"),
    Standing("partly", pgettext_lazy("a payment", "Partly paid"), "clock", "warn"),
    Standing("paid", pgettext_lazy("a payment", "Paid"), "check", "ok"),
    Standing("refunded", pgettext_lazy("a payment", "Refunded"), "undo-2"),
    Standing("failed", pgettext_lazy("a payment", "Failed"), "circle-x", "bad"),
)
SHIPMENT_STATES = Standings(
    "truck",
    Standing("announced", pgettext_lazy("a parcel", "Announced"), "package"),
    Standing("in_transit", pgettext_lazy("a parcel", "On its way"), "truck"),
    Standing(
        "ready", pgettext_lazy("a parcel", "Ready for collection"), "store", "warn"
    ),
    Standing(
        "delivered", pgettext_lazy("a parcel", "Delivered"), "package-check", "ok"
    ),
    Standing("lost", pgettext_lazy("a parcel", "Lost"), "triangle-alert", "bad"),
    Standing("returned", pgettext_lazy("a parcel", "Sent back"), "package-open"),
)
INVOICE_STATES = Standings(
    "receipt",
    Standing("open", pgettext_lazy("an invoice", "Open"), "receipt", "warn"),
    Standing(
        "overdue", pgettext_lazy("an invoice", "Overdue"), "triangle-alert", "bad"
    ),
    Standing("paid", pgettext_lazy("an invoice", "Paid"), "check", "ok"),
    Standing("cancelled", pgettext_lazy("an invoice", "Cancelled"), "circle-x"),
)
