"""The icons: one sprite file, made from lucide's drawings and our own glyphs."""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from xml.etree import ElementTree

from lucide import IconDoesNotExist
from lucide.templatetags.lucide import lucide

HOUSE = Path(__file__).resolve().parent.parent
SPRITE = HOUSE / "core" / "static" / "icons.svg"
GLYPHS = HOUSE / "core" / "glyphs.svg"
HEAD = '<svg xmlns="http://www.w3.org/2000/svg">'

# Icons that no template names: rows choose them, or scripts do.
ALWAYS = """
alarm-clock angry archive arrow-down arrow-left arrow-left-right arrow-right arrow-up
arrow-up-down at-sign ban banknote bell bell-ring bold book-open building-2 calendar
chart-no-axes-column check check-check chevron-down chevron-left chevron-right
chevrons-up-down circle circle-alert circle-check circle-dashed circle-dot circle-plus
circle-question-mark circle-user circle-x clipboard-check clipboard-list clock coffee
coins columns-2 copy corner-up-left credit-card download ellipsis eye eye-off file
file-check file-spreadsheet file-text film flag folder forward frown funnel gavel gift
globe grip-vertical hammer hand handshake heart history hourglass house image
image-plus inbox info italic key-round keyboard languages laugh layout-grid
layout-template lightbulb link list list-checks lock log-out mail mail-check map-pin
meh menu merge message-circle message-square microscope minus moon octagon-alert
package package-check package-open package-search package-x panel-right paperclip pause
pencil percent phone phone-call phone-incoming phone-missed phone-off phone-outgoing
play plug-zap plus printer receipt refresh-cw reply reply-all rotate-ccw rows-3 save
scale search send settings shield-alert shield-check shopping-cart signature
sliders-horizontal smile split square-slash stamp star stethoscope sticky-note store
sun table-2 tag text-cursor-input thumbs-down thumbs-up ticket trash-2 trending-down
trending-up triangle-alert truck type undo-2 upload user user-check user-plus users
wallet warehouse wifi-off workflow wrench x zap
"""

IN_TEMPLATE = re.compile(
    r"""{% *icon +["']([a-z0-9-]+)["']|icon=["']([a-z0-9-]+)["']"""
)


def drawing(name: str) -> str:
    """What lucide draws inside the symbol of that name."""
    svg = ElementTree.fromstring(lucide(name, size=24))  # noqa: S314  # its own file
    return "".join(
        ElementTree.tostring(part, encoding="unicode").strip() for part in svg
    )


@lru_cache(maxsize=500)
def is_icon(name: str) -> bool:
    """Whether there is a drawing of that name; no page can show another."""
    if f"i-{name}" in names_in_sprite():
        # Opening the package of all drawings takes a hundred times as long.
        return True
    try:
        lucide(name)
    except IconDoesNotExist:
        return False
    return True


def names_in_use() -> set[str]:
    """Every icon named in a template or in Python, and those that rows choose."""
    found = set(ALWAYS.split())
    for path in (*HOUSE.rglob("*.html"), *HOUSE.rglob("*.py")):
        if "tests" in path.parts:
            continue
        for match in IN_TEMPLATE.finditer(path.read_text(encoding="utf-8")):
            found.add(match[1] or match[2])
    return found


def sprite(names: set[str]) -> str:
    """The text of the sprite file."""
    return "\n".join([HEAD, *_symbols(names), "</svg>", ""])


def _symbols(names: set[str]) -> Iterator[str]:
    yield from GLYPHS.read_text(encoding="utf-8").strip().splitlines()
    for name in sorted(names):
        yield f'<symbol id="i-{name}" viewBox="0 0 24 24">{drawing(name)}</symbol>'


@lru_cache(maxsize=1)
def names_in_sprite() -> frozenset[str]:
    """The ids that the sprite file offers."""
    return frozenset(re.findall(r'id="([^"]+)"', SPRITE.read_text(encoding="utf-8")))
