"""Items, orders, shipments, invoices, other records, and their links to tickets."""

from ombud.sales.models.invoice import Invoice
from ombud.sales.models.item import Item
from ombud.sales.models.link import KINDS, Link, LinkState, Reason, Thing
from ombud.sales.models.not_buyer import NotBuyer
from ombud.sales.models.number_shape import NumberShape
from ombud.sales.models.order import Order, OrderLine
from ombud.sales.models.record import Record, RecordType
from ombud.sales.models.shipment import Carrier, Shipment
from ombud.sales.models.unread import Unread

__all__ = [
    "KINDS",
    "Carrier",
    "Invoice",
    "Item",
    "Link",
    "LinkState",
    "NotBuyer",
    "NumberShape",
    "Order",
    "OrderLine",
    "Reason",
    "Record",
    "RecordType",
    "Shipment",
    "Thing",
    "Unread",
]
