"""Rows of a drawn graph: who stands beside whom, so that few lines cross, and where."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

Rows = list[list[str]]
Pairs = Sequence[tuple[str, str]]
SWEEPS = 12


@dataclass(frozen=True, slots=True)
class Spot:
    """Something in a row: a box, a label, or a line that passes."""

    width: float
    # Lines that pass are kept straight before boxes are.
    weight: float = 1
    # How far from its middle lines may meet it: boxes are wide, labels are not.
    reach: float = 0


def ordered(rows: Rows, pairs: Pairs) -> Rows:
    """Each row in an order with few crossings; `pairs` join rows that are next."""
    above, below = _neighbours(pairs)
    best, fewest = rows, _all_crossings(rows, pairs)
    current = [list(row) for row in rows]
    for number in range(SWEEPS):
        down = number % 2 == 0
        _sweep(current, above if down else below, reverse=not down)
        _swap(current, pairs)
        count = _all_crossings(current, pairs)
        if count < fewest:
            best, fewest = [list(row) for row in current], count
    return best


def _neighbours(pairs: Pairs) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    above: dict[str, list[str]] = {}
    below: dict[str, list[str]] = {}
    for upper, lower in pairs:
        above.setdefault(lower, []).append(upper)
        below.setdefault(upper, []).append(lower)
    return above, below


def _sweep(rows: Rows, beside: Mapping[str, list[str]], *, reverse: bool) -> None:
    """Each row by the middle of what its spots are joined to."""
    place = _places(rows)
    for row in reversed(rows) if reverse else rows:
        middle = {
            spot: _mean(place[one] for one in beside[spot])
            if spot in beside
            else place[spot]
            for spot in row
        }
        row.sort(key=middle.__getitem__)
        place.update(_places([row]))


def _places(rows: Rows) -> dict[str, float]:
    """Between 0 and 1, so that rows of different lengths can be compared."""
    return {
        spot: (number + 0.5) / len(row)
        for row in rows
        for number, spot in enumerate(row)
    }


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return sum(found) / len(found)


def _swap(rows: Rows, pairs: Pairs) -> None:
    """Neighbours change places where that saves crossings."""
    for number, row in enumerate(rows):
        touching = [pair for pair in pairs if pair[0] in row or pair[1] in row]
        around = rows[max(0, number - 1) : number + 2]
        count = _all_crossings(around, touching)
        for at in range(len(row) - 1):
            row[at], row[at + 1] = row[at + 1], row[at]
            fewer = _all_crossings(around, touching)
            if fewer < count:
                count = fewer
            else:
                row[at], row[at + 1] = row[at + 1], row[at]


def _all_crossings(rows: Rows, pairs: Pairs) -> int:
    at = {spot: number for row in rows for number, spot in enumerate(row)}
    level = {spot: number for number, row in enumerate(rows) for spot in row}
    lines: dict[int, list[tuple[int, int]]] = {}
    for upper, lower in pairs:
        lines.setdefault(level[upper], []).append((at[upper], at[lower]))
    return sum(_crossings(each) for each in lines.values())


def _crossings(lines: list[tuple[int, int]]) -> int:
    lines = sorted(lines)
    return sum(
        1
        for number, (start, end) in enumerate(lines)
        for other_start, other_end in lines[number + 1 :]
        if start < other_start and end > other_end
    )


def placed(
    rows: Rows, pairs: Pairs, spots: Mapping[str, Spot], gap: float
) -> dict[str, float]:
    """{spot: x of its middle}: near what it is joined to, clear of its neighbours."""
    above, below = _neighbours(pairs)
    x: dict[str, float] = {}
    for row in rows:
        x.update(_spread(row, spots, gap, lambda _spot: 0.0))
    for number in range(SWEEPS):
        down = number % 2 == 0
        beside = above if down else below
        for row in rows if down else reversed(rows):
            x.update(_spread(row, spots, gap, _wish(x, beside, spots)))
    return x


def straightened(
    rows: Rows, pairs: Pairs, spots: Mapping[str, Spot], gap: float, x: dict[str, float]
) -> dict[str, float]:
    """The same with fewer bends: what is no box moves to where its lines are straight.

    A line that passes several rows moves as one.
    """
    above, below = _neighbours(pairs)
    sides = _sides(rows, spots, gap)
    for _ in range(3):
        for chain in _chains(rows, below, spots):
            _move(chain, (above, below), spots, sides, x)
    return x


def _move(
    chain: list[str],
    joined: tuple[Mapping[str, list[str]], Mapping[str, list[str]]],
    spots: Mapping[str, Spot],
    sides: "Sides",
    x: dict[str, float],
) -> None:
    """The whole chain to one place; where there is none, each half for itself."""
    lowest, highest = _room(chain, sides, x)
    if lowest > highest:
        half = len(chain) // 2
        for part in (chain[:half], chain[half:]) if half else ():
            _move(part, joined, spots, sides, x)
        return
    ends = [
        one
        for spot in chain
        for beside in joined
        for one in beside.get(spot, ())
        if one not in chain
    ]
    now = sum(x[spot] for spot in chain) / len(chain)
    edges = [x[one] + side * spots[one].reach for one in ends for side in (-1, 1)]
    tries = [min(highest, max(lowest, at)) for at in (now, *edges)]
    best = min(tries, key=lambda at: (_bends(at, ends, spots, x), abs(at - now)))
    x.update(dict.fromkeys(chain, best))


Sides = Mapping[str, tuple[list[tuple[str, float]], list[tuple[str, float]]]]


def _sides(rows: Rows, spots: Mapping[str, Spot], gap: float) -> Sides:
    """{spot: what stands left of it, what right, each with the distance to keep}."""
    found: dict[str, tuple[list[tuple[str, float]], list[tuple[str, float]]]] = {
        spot: ([], []) for row in rows for spot in row
    }
    for row in rows:
        for one, other in pairwise(row):
            apart = (spots[one].width + spots[other].width) / 2 + gap
            found[one][1].append((other, apart))
            found[other][0].append((one, apart))
    return found


def _chains(
    rows: Rows, below: Mapping[str, list[str]], spots: Mapping[str, Spot]
) -> list[list[str]]:
    """Lines that pass, each with all its spots; and each label by itself."""
    chains: list[list[str]] = []
    done: set[str] = set()
    for spot in (spot for row in rows for spot in row if not spots[spot].reach):
        if spot in done:
            continue
        chain = [spot]
        while not spots[spot].width and (
            further := [one for one in below.get(chain[-1], ()) if not spots[one].width]
        ):
            chain.append(further[0])
        chains.append(chain)
        done.update(chain)
    return chains


def _room(
    chain: list[str], sides: Sides, x: Mapping[str, float]
) -> tuple[float, float]:
    """How far left and right it may go without touching anything."""
    left = (x[one] + apart for spot in chain for one, apart in sides[spot][0])
    right = (x[one] - apart for spot in chain for one, apart in sides[spot][1])
    return max(left, default=-1e9), min(right, default=1e9)


def _bends(
    at: float, ends: list[str], spots: Mapping[str, Spot], x: Mapping[str, float]
) -> int:
    return sum(abs(x[one] - at) > spots[one].reach + 0.1 for one in ends)


def _wish(
    x: Mapping[str, float],
    beside: Mapping[str, list[str]],
    spots: Mapping[str, Spot],
) -> Callable[[str], float]:
    """Where a spot would stand if it were alone."""

    def wish(spot: str) -> float:
        joined = beside.get(spot)
        if not joined:
            return x[spot]
        weights = [spots[one].weight for one in joined]
        pull = sum(x[one] * w for one, w in zip(joined, weights, strict=True))
        return pull / sum(weights)

    return wish


def _spread(
    row: Sequence[str],
    spots: Mapping[str, Spot],
    gap: float,
    wish: Callable[[str], float],
) -> dict[str, float]:
    """As near to the wishes as the widths allow."""
    apart = [
        (spots[one].width + spots[other].width) / 2 + gap
        for one, other in pairwise(row)
    ]
    wishes = [wish(spot) for spot in row]
    weights = [spots[spot].weight for spot in row]
    return dict(zip(row, nearest(wishes, apart, weights), strict=True))


def nearest(
    wishes: Sequence[float], apart: Sequence[float], weights: Sequence[float]
) -> list[float]:
    """Places in order, at least `apart` from each other, that least miss the wishes.

    Neighbours that would come too near are pooled and stand where they weigh together.
    """
    if not wishes:
        return []
    shifts = [0.0]
    for distance in apart:
        shifts.append(shifts[-1] + distance)
    pools: list[tuple[float, float, int]] = []
    for wish, shift, weight in zip(wishes, shifts, weights, strict=True):
        mean, total, size = wish - shift, weight, 1
        while pools and pools[-1][0] > mean:
            other, weighs, count = pools.pop()
            mean = (mean * total + other * weighs) / (total + weighs)
            total, size = total + weighs, size + count
        pools.append((mean, total, size))
    bases = [mean for mean, _total, size in pools for _ in range(size)]
    return [base + shift for base, shift in zip(bases, shifts, strict=True)]
