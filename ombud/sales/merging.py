"""Orders and the like stay with a ticket when it is merged, and when it is parted."""

from ombud.sales.models import KINDS, Link, LinkState
from ombud.tickets.models.merging import Carrier


def _carry(main: int, gone: list[int]) -> list[int]:
    """What the main ticket has no word on yet; gives the rows that were added."""
    known = {_thing(link) for link in Link.objects.filter(ticket=main)}
    new: dict[tuple[int | None, ...], Link] = {}
    for link in Link.objects.filter(ticket__in=gone).order_by("state", "pk"):
        if link.state != LinkState.REFUSED and _thing(link) not in known:
            new.setdefault(_thing(link), link)
    copies = list(new.values())
    for copy in copies:
        copy.pk, copy.ticket_id = None, main
    return [link.pk for link in Link.objects.bulk_create(copies)]


def _leave(_then: int, _now: int, rows: list[int]) -> None:
    Link.objects.filter(pk__in=rows).delete()


def _thing(link: Link) -> tuple[int | None, ...]:
    return tuple(getattr(link, f"{kind}_id") for kind in KINDS)


ORDERS = Carrier(_carry, _leave)
