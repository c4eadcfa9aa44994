"""How long two tickets of 500 entries take to become one, and to part again."""

import sys
import time
from collections.abc import Callable
from typing import Any

from house import opened

ENTRIES = 500
ROUNDS = 5
LIMITS = {
    "merging, milliseconds": 1000.0,
    "parting, milliseconds": 1000.0,
    # The floor: one bare UPDATE of as many rows, by the same way.
    "merging, times the floor": 10.0,
    "parting, times the floor": 10.0,
}


def main() -> int:
    """Print each figure beside its limit; gives 1 when one is passed."""
    with opened():
        figures = measure()
    for name, figure in figures.items():
        word = "" if figure <= LIMITS[name] else "  TOO MUCH"
        print(f"{name:32}{figure:8.1f}  of {LIMITS[name]:6.1f}{word}")  # noqa: T201 - its purpose
    return int(any(figure > LIMITS[name] for name, figure in figures.items()))


def measure() -> dict[str, float]:
    """The best of some rounds: merge, part, and the floor on the same rows."""
    tickets = [filled().pk for _each in range(2)]
    merging, parting, floor = zip(*(once(*tickets) for _ in range(ROUNDS)), strict=True)
    return {
        "merging, milliseconds": min(merging) * 1000,
        "parting, milliseconds": min(parting) * 1000,
        "merging, times the floor": min(merging) / min(floor),
        "parting, times the floor": min(parting) / min(floor),
    }


def once(main: int, other: int) -> tuple[float, float, float]:
    """Seconds: of a merge, of the way back, and of one bare UPDATE of as many rows."""
    from ombud.core.actor import Machine
    from ombud.tickets.models import Entry, Ticket

    one, two = (Ticket.objects.get(pk=pk) for pk in (main, other))
    entry, merging = timed(lambda: two.merge_into(one, by=Machine()))
    now = Ticket.objects.get(pk=main)
    _undone, parting = timed(lambda: now.undo(entry, by=Machine()))
    rows = Entry.objects.filter(ticket=other)
    _count, floor = timed(lambda: rows.update(home=None))
    return merging, parting, floor


def filled() -> Any:
    """A ticket on which much was said."""
    from ombud.core.actor import Requester
    from ombud.tickets.models import Ticket
    from ombud.tickets.models.incoming import Incoming

    one = Ticket.objects.select_related("workflow", "team").first()
    assert one  # noqa: S101  # the demo shop has some
    new = Ticket.begin(subject="Long", team=one.team, workflow=one.workflow)
    who = Requester("Carla Conti", "carla@example.com")
    for number in range(ENTRIES):
        text = f"Letter {number}. " + "It leaks from below. " * 40
        told = Incoming.told(who, subject="Long", text=text)
        new.receive(told, by=who)
    return new


def timed(deed: Callable[[], Any]) -> tuple[Any, float]:
    """What it gives, and how long it took."""
    begin = time.perf_counter()
    return deed(), time.perf_counter() - begin


if __name__ == "__main__":
    sys.exit(main())
