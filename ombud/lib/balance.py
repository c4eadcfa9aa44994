"""Foreign HTML with every tag closed and none nested beyond measure.

html5ever, below nh3, repeats in each block what was left open before it, as the
standard asks: 90 KB of unclosed tags would become 250 MB. So it gets none.
"""

from collections import Counter
from collections.abc import Collection
from html import escape

from ombud.lib.markup import VOID, Tag, names, tokens

_MAX_DEPTH = 128
_MAX_FORMATTING = 24
_FORMATTING = names("a b big code em font i nobr s small strike strong tt u")
_BLOCKS = names(
    "address article aside blockquote center details dd div dl dt figcaption figure "
    "footer header h1 h2 h3 h4 h5 h6 hr li main nav ol p pre section summary ul "
    "table"
)
_TABLE = frozenset({"table", "td", "th", "caption"})
_CELLS = frozenset({"td", "th"})
_ROWS = frozenset({"tr"}) | _CELLS
_GROUPS = frozenset({"tbody", "thead", "tfoot", "caption", "colgroup"}) | _ROWS
_LISTS = frozenset({"ul", "ol"}) | _TABLE
# What a start tag closes by itself, and what stops it from looking further.
_CLOSES: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    **{name: (frozenset({"p"}), _TABLE) for name in _BLOCKS},
    "li": (frozenset({"li"}), _LISTS),
    "dd": (frozenset({"dd", "dt"}), frozenset({"dl"}) | _TABLE),
    "dt": (frozenset({"dd", "dt"}), frozenset({"dl"}) | _TABLE),
    **{name: (_CELLS, frozenset({"table"})) for name in _CELLS},
    "tr": (_ROWS, frozenset({"table"})),
    **{name: (_GROUPS, frozenset({"table"})) for name in _GROUPS - _ROWS},
    "a": (frozenset({"a"}), _TABLE),
}
_IN_TABLE = _GROUPS | {"table"}


def balanced(html: str, names: Collection[str]) -> str:
    """The HTML with only the tags of these names, each closed in its place."""
    balancer = _Balancer(names)
    for token in tokens(html):
        if isinstance(token, str):
            balancer.out.append(token.replace(">", "&gt;"))
        elif token.name not in names:
            continue
        elif token.closes:
            balancer.end(token.name)
        else:
            balancer.start(token)
    balancer.close_from(0)
    return "".join(balancer.out)


class _Balancer:
    """What is written so far and which tags are open."""

    def __init__(self, names: Collection[str]) -> None:
        self.names = names
        self.out: list[str] = []
        self.opened: list[str] = []
        self.count: Counter[str] = Counter()
        self.dropped: Counter[str] = Counter()
        self.formatting = 0

    def start(self, tag: Tag) -> None:
        self._close_implied(tag.name)
        if tag.name in VOID:
            self.out.append(_written(tag))
        elif self._is_too_much(tag.name):
            self.dropped[tag.name] += 1
        else:
            self.out.append(_written(tag))
            self.opened.append(tag.name)
            self.count[tag.name] += 1
            self.formatting += tag.name in _FORMATTING

    def end(self, name: str) -> None:
        if self.dropped[name]:
            self.dropped[name] -= 1
            return
        if not self.count[name]:
            return
        for index in range(len(self.opened) - 1, -1, -1):
            if self.opened[index] == name:
                self.close_from(index)
                return
            if self.opened[index] in _TABLE and name not in _IN_TABLE:
                return  # nothing in a cell closes what is around its table

    def close_from(self, index: int) -> None:
        for name in reversed(self.opened[index:]):
            self.out.append(f"</{name}>")
            self.count[name] -= 1
            self.formatting -= name in _FORMATTING
        del self.opened[index:]

    def _close_implied(self, name: str) -> None:
        closes, stops = _CLOSES.get(name, (frozenset(), frozenset()))
        if not any(self.count[name] for name in closes):
            return
        lowest = -1
        for index in range(len(self.opened) - 1, -1, -1):
            if self.opened[index] in closes:
                lowest = index
            if self.opened[index] in stops and self.opened[index] not in closes:
                break
        if lowest >= 0:
            self.close_from(lowest)

    def _is_too_much(self, name: str) -> bool:
        if name in _FORMATTING and self.formatting >= _MAX_FORMATTING:
            return True
        return len(self.opened) >= _MAX_DEPTH


def _written(tag: Tag) -> str:
    attributes = "".join(
        f' {name}="{escape(value)}"'
        for name, value in list(tag.attributes.items())[:40]
        if name.replace("-", "").isalnum()
    )
    return f"<{tag.name}{attributes}>"
