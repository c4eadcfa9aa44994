"""Boxes and labelled links between them, laid out as a graph from top to bottom.

1. Each box has a row by its rank (graph_ranks), and between two rows of boxes is a
   row of labels. A label belongs to a link; its lines come from the link's origins and
   go on to its target.
2. Where a line passes a row it holds a place in it.
3. Rows are put in an order with few crossings and then into place (graph_rows).
4. Between rows lines turn at right angles in lanes (graph_lanes).

Libraries for this draw lines without labels, so labels would cover each other; here
labels take part in the layout as boxes do.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ombud.lib.graph_lanes import Turn, lanes
from ombud.lib.graph_ranks import ranks
from ombud.lib.graph_rows import Rows, Spot, nearest, ordered, placed, straightened

GAP, LANE, MARGIN, PORT, TIP = 28.0, 12.0, 18.0, 16.0, 7.0
# Lines keep away from the corners of a box.
EDGE = 14.0
# A link from more boxes than these is drawn as one line to its target.
MOST_ORIGINS = 3
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """Something that links lead from and to."""

    key: str
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Link:
    """From some boxes to one; the label has that size."""

    key: str
    origins: tuple[str, ...]
    target: str
    width: float
    height: float

    @property
    def is_busy(self) -> bool:
        """Whether lines from all its origins would be too many to read."""
        return len(self.origins) > MOST_ORIGINS


@dataclass(frozen=True, slots=True)
class Line:
    """A piece of a link's lines; the tip is at the last point."""

    link: str
    points: tuple[Point, ...]
    has_tip: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """How large it is, the middle of each box and label, and the lines."""

    width: float
    height: float
    middles: dict[str, Point]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    """From one row to the next; `up`: the tip is above. `joins`: its inner end."""

    upper: str
    lower: str
    link: str
    joins: str
    tip: str = ""


@dataclass(slots=True)
class _Sheet:
    """The rows while they are filled."""

    boxes: dict[str, Box]
    links: dict[str, Link]
    level: dict[str, int] = field(default_factory=dict)
    spots: dict[str, Spot] = field(default_factory=dict)
    heights: dict[str, float] = field(default_factory=dict)
    pieces: list[_Piece] = field(default_factory=list)


def layout(boxes: Sequence[Box], links: Sequence[Link]) -> Layout:
    """Everything in its place; the first box is on top."""
    sheet = _Sheet({b.key: b for b in boxes}, {one.key: one for one in links})
    _fill(sheet, ranks([b.key for b in boxes], *_edges(links)))
    rows = _rows(sheet)
    pairs = [(piece.upper, piece.lower) for piece in sheet.pieces]
    rows = ordered(rows, pairs)
    x = placed(rows, pairs, sheet.spots, GAP)
    x = straightened(rows, pairs, sheet.spots, GAP, x)
    return _drawn(sheet, rows, x)


def _edges(links: Sequence[Link]) -> tuple[list[tuple[str, str]], ...]:
    few = [(o, one.target) for one in links if not one.is_busy for o in one.origins]
    many = [(o, one.target) for one in links if one.is_busy for o in one.origins]
    return few, many


def _fill(sheet: _Sheet, rank: dict[str, int]) -> None:
    for key, box in sheet.boxes.items():
        _stand(sheet, key, 2 * rank[key], _spot_of(box), box.height)
    for link in sheet.links.values():
        _place_link(sheet, link)


def _spot_of(box: Box) -> Spot:
    return Spot(box.width, reach=box.width / 2 - EDGE)


def _stand(sheet: _Sheet, key: str, level: int, spot: Spot, height: float) -> None:
    sheet.level[key], sheet.spots[key], sheet.heights[key] = level, spot, height


def _place_link(sheet: _Sheet, link: Link) -> None:
    """Its label above the target where most of its lines come from above."""
    at = sheet.level[link.target]
    higher = sum(sheet.level[origin] < at for origin in link.origins)
    is_above = link.is_busy or (2 * higher >= len(link.origins) and higher > 0)
    label = f"link {link.key}"
    level = at - 1 if is_above else at + 1
    _stand(sheet, label, level, Spot(link.width, weight=2), link.height)
    upper, lower = (label, link.target) if is_above else (link.target, label)
    target = _Piece(upper, lower, link.key, f"{label} tip", tip=link.target)
    sheet.pieces.append(target)
    for origin in () if link.is_busy else link.origins:
        _place_line(sheet, link, origin, label)


def _place_line(sheet: _Sheet, link: Link, origin: str, label: str) -> None:
    """From the origin to the label, through all rows between; lines of a link join."""
    start, end = sheet.level[origin], sheet.level[label]
    step = 1 if start < end else -1
    before = origin
    for level in range(start + step, end + step, step):
        here = label if level == end else f"{label} at {level}"
        known = here in sheet.spots and level != end
        if not known and level != end:
            _stand(sheet, here, level, Spot(0, weight=8), 0)
        upper, lower = (before, here) if step > 0 else (here, before)
        sheet.pieces.append(_Piece(upper, lower, link.key, here))
        if known:
            return
        before = here


def _rows(sheet: _Sheet) -> Rows:
    lowest = min(sheet.level.values())
    rows: Rows = [[] for _ in range(max(sheet.level.values()) - lowest + 1)]
    for key, level in sheet.level.items():
        rows[level - lowest].append(key)
    return rows


def _drawn(sheet: _Sheet, rows: Rows, x: dict[str, float]) -> Layout:
    ports = _ports(sheet, x)
    place = {key: number for number, row in enumerate(rows) for key in row}
    gaps = [
        [piece for piece in sheet.pieces if place[piece.upper] == number]
        for number in range(len(rows) - 1)
    ]
    turned = [lanes(_turns(gap, ports)) for gap in gaps]
    tops = _tops(sheet, rows, turned)
    left = min(x[key] - spot.width / 2 for key, spot in sheet.spots.items()) - GAP
    middle = {
        key: (x[key] - left, tops[number][0] + tops[number][1] / 2)
        for number, row in enumerate(rows)
        for key in row
    }
    lines = [
        _line(sheet, piece, ports, middle, left, base + LANE * lane[piece.joins])
        if piece.joins in lane
        else _line(sheet, piece, ports, middle, left, base)
        for gap, lane, base in zip(gaps, turned, _bases(tops), strict=True)
        for piece in gap
    ]
    right = max(middle[key][0] + spot.width / 2 for key, spot in sheet.spots.items())
    bottom = tops[-1][0] + tops[-1][1]
    kept = {
        key.removeprefix("link "): at for key, at in middle.items() if " at " not in key
    }
    return Layout(right + GAP, bottom + GAP / 2, kept, tuple(lines))


def _turns(gap: Sequence[_Piece], ports: dict[tuple[str, str], float]) -> list[Turn]:
    return [
        Turn(
            piece.joins,
            ports[piece.upper, _end(piece, "lower")],
            ports[piece.lower, _end(piece, "upper")],
        )
        for piece in gap
    ]


def _end(piece: _Piece, side: str) -> str:
    """How a port is named: the side it is on, the link, and the other end."""
    other = piece.lower if side == "lower" else piece.upper
    return f"{side} {piece.link} {other}"


def _ports(sheet: _Sheet, x: dict[str, float]) -> dict[tuple[str, str], float]:
    """Where lines meet a box: opposite their other end if they can, and apart."""
    found: dict[tuple[str, str], float] = {}
    meetings: dict[tuple[str, str], list[tuple[str, float]]] = {}
    for piece in sheet.pieces:
        for key, other, side in (
            (piece.upper, piece.lower, "lower"),
            (piece.lower, piece.upper, "upper"),
        ):
            name = _end(piece, side)
            if key in sheet.boxes:
                meetings.setdefault((key, side), []).append((name, x[other]))
            else:
                found[key, name] = x[key]
    for (key, _side), wishes in meetings.items():
        found.update(_apart(sheet.boxes[key], x[key], wishes))
    _part(sheet, x, found)
    return found


def _part(
    sheet: _Sheet, x: dict[str, float], found: dict[tuple[str, str], float]
) -> None:
    """Lines that come to a label and leave it on the same side do so side by side."""
    for tip in sheet.pieces:
        side = "lower" if tip.lower == tip.tip else "upper"
        label = tip.upper if side == "lower" else tip.lower
        same = [p for p in sheet.pieces if tip.tip and _meets(p, label, side, tip)]
        if not same:
            continue
        others = [p.lower if side == "lower" else p.upper for p in same]
        right = x[tip.tip] >= sum(x[one] for one in others) / len(others)
        step = PORT / 2 if right else -PORT / 2
        found[label, _end(tip, side)] += step
        for piece in same:
            found[label, _end(piece, side)] -= step


def _meets(piece: _Piece, label: str, side: str, tip: _Piece) -> bool:
    end = piece.upper if side == "lower" else piece.lower
    return end == label and piece is not tip


def _apart(
    box: Box, middle: float, wishes: list[tuple[str, float]]
) -> dict[tuple[str, str], float]:
    wishes = sorted(wishes, key=lambda one: one[1])
    reach = box.width / 2 - EDGE
    distance = min(PORT, 2 * reach / max(1, len(wishes) - 1))
    last = len(wishes) - 1
    near = nearest([at for _, at in wishes], [distance] * last, [1.0] * len(wishes))
    return {
        (box.key, name): max(
            middle - reach + distance * number,
            min(middle + reach - distance * (last - number), near[number]),
        )
        for number, (name, _wish) in enumerate(wishes)
    }


def _tops(
    sheet: _Sheet, rows: Rows, turned: Sequence[dict[str, int]]
) -> list[tuple[float, float]]:
    """(top, height) of each row."""
    found: list[tuple[float, float]] = []
    top = GAP / 2
    for number, row in enumerate(rows):
        height = max((sheet.heights[key] for key in row), default=0)
        found.append((top, height))
        if number < len(turned):
            count = max(turned[number].values(), default=-1) + 1
            top += height + 2 * MARGIN + LANE * max(0, count - 1)
    return found


def _bases(tops: Sequence[tuple[float, float]]) -> Iterator[float]:
    """The height of the first lane below each row but the last."""
    for top, height in tops[:-1]:
        yield top + height + MARGIN


def _line(
    sheet: _Sheet,
    piece: _Piece,
    ports: dict[tuple[str, str], float],
    middle: dict[str, Point],
    left: float,
    lane: float,
) -> Line:
    """Down, across in its lane, down; from the end without the tip to the other."""
    start = ports[piece.upper, _end(piece, "lower")] - left
    end = ports[piece.lower, _end(piece, "upper")] - left
    top = middle[piece.upper][1] + sheet.heights[piece.upper] / 2
    bottom = middle[piece.lower][1] - sheet.heights[piece.lower] / 2
    top += TIP if piece.tip == piece.upper else 0
    bottom -= TIP if piece.tip == piece.lower else 0
    points: list[Point] = [(start, top), (end, bottom)]
    if abs(start - end) >= 0.5:
        points[1:1] = [(start, lane), (end, lane)]
    else:
        points[1] = (start, bottom)
    if piece.tip == piece.upper:
        points.reverse()
    return Line(piece.link, tuple(points), bool(piece.tip))
