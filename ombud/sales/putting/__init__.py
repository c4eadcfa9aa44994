"""What another system says takes the place of what we knew, by number.

The same said twice changes nothing, and one thing goes the way of a hundred thousand:
in batches, each in its own transaction, with a fixed number of statements.
"""

from ombud.core.putting import Report
from ombud.sales.putting.invoices import put_invoices
from ombud.sales.putting.items import put_items
from ombud.sales.putting.orders import put_orders
from ombud.sales.putting.records import put_records
from ombud.sales.putting.shipments import put_shipments

__all__ = [
    "Report",
    "put_invoices",
    "put_items",
    "put_orders",
    "put_records",
    "put_shipments",
]
