"""From numbers to what has them: one statement, one look for each kind."""

from collections.abc import Collection
from dataclasses import dataclass

from ombud.core.statements import ask
from ombud.sales.models import KINDS, Thing

OWNER = "contact_id, organisation_id, lower(customer_email)"
BY_KEY = """
SELECT 'order', id, key, {owner}, '' FROM sales_order WHERE key = ANY(%(keys)s)
UNION ALL
SELECT 'invoice', id, key, {owner}, '' FROM sales_invoice WHERE key = ANY(%(keys)s)
UNION ALL
SELECT 'record', id, key, {owner}, '' FROM sales_record WHERE key = ANY(%(keys)s)
UNION ALL
SELECT 'item', id, key, NULL, NULL, '', '' FROM sales_item WHERE key = ANY(%(keys)s)
UNION ALL
SELECT 'shipment', part.id, tracking_key, {owner}, '' FROM sales_shipment part
JOIN sales_order o ON o.id = order_id
WHERE tracking_key = ANY(%(keys)s) AND tracking_key <> ''
UNION ALL
SELECT 'order', o.id, serial_key, {owner}, 'serial' FROM sales_orderline part
JOIN sales_order o ON o.id = order_id
WHERE serial_key = ANY(%(keys)s) AND serial_key <> ''
UNION ALL
SELECT 'item', item_id, serial_key, {owner}, 'serial' FROM sales_orderline part
JOIN sales_order o ON o.id = order_id
WHERE serial_key = ANY(%(keys)s) AND serial_key <> '' AND item_id IS NOT NULL
""".replace("{owner}", OWNER)


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that has one of the numbers, and whose it is as far as is known."""

    kind: str
    pk: int
    key: str
    contact: int | None
    organisation: int | None
    email: str
    # "serial" where the number is not its own but that of a piece it holds.
    by: str

    @property
    def is_somebodys(self) -> bool:
        """Whether anything of a customer would be told by it; an item is nobody's."""
        owner = self.contact or self.organisation or self.email
        return self.kind != "item" and bool(owner)

    @property
    def means(self) -> str:
        """The kind of word that says what the number is."""
        return self.by or self.kind


def look_up(keys: Collection[str]) -> list[Hit]:
    """All that have one of these numbers."""
    return [Hit(*row) for row in ask(BY_KEY, {"keys": list(keys)})] if keys else []


def load(hits: Collection[Hit]) -> dict[tuple[str, int], Thing]:
    """The rows themselves; a query for each kind that was hit."""
    found: dict[tuple[str, int], Thing] = {}
    for kind in {hit.kind for hit in hits}:
        ids = {hit.pk for hit in hits if hit.kind == kind}
        rows = KINDS[kind]._default_manager.in_bulk(ids)
        found |= {(kind, pk): row for pk, row in rows.items()}
    return found
