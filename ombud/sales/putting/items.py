"""Items, by article number."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from functools import partial

from ombud.core.actor import Actor
from ombud.core.putting import Report
from ombud.core.statements import ask
from ombud.sales.models import Item
from ombud.sales.putting.rows import (
    Sorted,
    known_digests,
    learn,
    put_all,
    sort,
    tell,
    write,
)
from ombud.sales.wishes import ItemWish

# Lines of orders that came before their item.
ADOPT = """
UPDATE sales_orderline line SET item_id = item.id FROM sales_item item
WHERE item.number = ANY(%s) AND line.article = item.number
AND line.item_id IS NULL AND line.article <> ''
"""


def put_items(wishes: Iterable[ItemWish], *, source: str, by: Actor) -> Report:
    """Everything that is sold; lines that name an item find it."""
    return put_all(wishes, partial(_batch, source=source), source=source, by=by)


def _batch(wishes: Sequence[ItemWish], *, source: str) -> Sorted[ItemWish, Item]:
    known = known_digests(Item, (wish.number for wish in wishes))
    made = [(Item(**asdict(wish)), wish, wish) for wish in wishes]
    found = sort(Item, made, known)
    write(Item, found, source=source)
    if found.new:
        ask(ADOPT, [[row.number for row, _wish in found.new]])
    learn(Item.KIND, (row.key for row, _wish in found.new))
    tell(Item.KIND, [row for row, _wish in found.changed])
    return found
