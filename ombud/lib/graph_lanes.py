"""The space between two rows of a drawn graph: lines turn there, each in its lane."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# Lines that are nearer than this look like one.
NEAR = 5.0


@dataclass(frozen=True, slots=True)
class Turn:
    """A line from the row above at `top` to the row below at `bottom`.

    Turns of one `net` may lie on each other: they belong to one line with branches.
    """

    net: str
    top: float
    bottom: float

    @property
    def is_straight(self) -> bool:
        """Whether it needs no lane."""
        return abs(self.top - self.bottom) < 0.5


def lanes(turns: Iterable[Turn]) -> dict[str, int]:
    """{net: number of its lane from above}; no two lie on each other."""
    nets: dict[str, list[Turn]] = {}
    for turn in turns:
        nets.setdefault(turn.net, []).append(turn)
    bent = {
        net: each
        for net, each in nets.items()
        if any(not turn.is_straight for turn in each)
    }
    found: dict[str, int] = {}
    for net in _from_above(bent):
        over = [found[one] for one in found if _is_over(bent[one], bent[net])]
        lane = max(over, default=-1) + 1
        taken = [bent[one] for one in bent if found.get(one) == lane]
        while any(_touch(bent[net], other) for other in taken):
            lane += 1
            taken = [bent[one] for one in bent if found.get(one) == lane]
        found[net] = lane
    return found


def _from_above(nets: dict[str, list[Turn]]) -> list[str]:
    """Those that must lie over others first; where two want that, the left one."""
    left = sorted(nets, key=lambda net: _span(nets[net]))
    order: list[str] = []
    while left:
        free = [
            net
            for net in left
            if not any(_is_over(nets[one], nets[net]) for one in left if one != net)
        ]
        chosen = (free or left)[0]
        left.remove(chosen)
        order.append(chosen)
    return order


def _is_over(one: Sequence[Turn], other: Sequence[Turn]) -> bool:
    """Whether one comes from above where the other leaves below."""
    return any(
        abs(turn.top - down.bottom) < NEAR for turn in one for down in other
    ) and not any(abs(turn.bottom - up.top) < NEAR for turn in one for up in other)


def _span(turns: Sequence[Turn]) -> tuple[float, float]:
    ends = [end for turn in turns for end in (turn.top, turn.bottom)]
    return min(ends), max(ends)


def _touch(one: Sequence[Turn], other: Sequence[Turn]) -> bool:
    (start, end), (other_start, other_end) = _span(one), _span(other)
    return start < other_end + NEAR and other_start < end + NEAR
