"""Which row of a drawn graph each box stands in."""

from collections.abc import Iterable, Mapping, Sequence

Edge = tuple[str, str]


def ranks(
    order: Sequence[str], edges: Iterable[Edge], busy: Iterable[Edge] = ()
) -> dict[str, int]:
    """{box: row}, by the longest way from the first box.

    `order` breaks cycles: an edge to a box that is named earlier leads back, and so
    the drawing stays as it is when a way back is added. `busy` edges, those of which
    there are many, only place what nothing else leads to.
    """
    place = {box: number for number, box in enumerate(order)}
    ways_in = _ways_in(edges, place)
    busy_in = _ways_in(busy, place)
    leads_on = {origin for origins in ways_in.values() for origin in origins}
    found: dict[str, int] = {}
    for box in order:
        found[box] = _rank(box, found, ways_in, busy_in, is_end=box not in leads_on)
    return found


def _ways_in(edges: Iterable[Edge], place: Mapping[str, int]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for origin, target in edges:
        if place[origin] < place[target]:
            found.setdefault(target, []).append(origin)
    return found


def _rank(
    box: str,
    found: Mapping[str, int],
    ways_in: Mapping[str, list[str]],
    busy_in: Mapping[str, list[str]],
    *,
    is_end: bool,
) -> int:
    if not found:
        return 0
    if box in ways_in:
        return 1 + max(found[origin] for origin in ways_in[box])
    if box in busy_in:
        # Where all ways end is below all; what lies between stands as high as it can.
        farthest = max if is_end else min
        return 1 + farthest(found[origin] for origin in busy_in[box])
    return 1
