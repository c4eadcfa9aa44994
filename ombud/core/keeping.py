"""A part of a page is drawn once for all to whom it looks the same."""

import re
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import is_dataclass
from typing import Any

from django.db.models import Model
from django.template import Context
from django.template.base import FilterExpression, Node, NodeList
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language

# Of each part in each place; then it begins anew.
MOST = 500
TOKEN = "csrf_token"  # noqa: S105  # the name of the variable
# Stands for what is filled in late. A number, because addresses ask for numbers.
FIRST_MARK = 10**17 + secrets.randbelow(10**16) * 10
MARK = re.compile(rf"{FIRST_MARK // 10}(\d)")


class KeepNode(Node):
    """`{% keep a=x late b=y %}`: sees a and b and nothing else of the page.

    So it cannot show what its key does not tell. What is late is only printed: it
    stands in no `if`, is no part of the key, and may differ each time. The reader's
    token for forms always is late.
    """

    def __init__(
        self,
        nodelist: NodeList,
        seen: Mapping[str, FilterExpression],
        late: Mapping[str, FilterExpression],
    ) -> None:
        """Nothing is drawn yet."""
        self.nodelist = nodelist
        self._seen = seen
        self._late = late
        self._names = (*late, TOKEN)
        self._kept: dict[tuple[object, ...], list[str]] = {}

    def render(self, context: Context) -> SafeString:
        """As it was drawn before, with what is late."""
        seen = {name: value.resolve(context) for name, value in self._seen.items()}
        told = [facts(value) for value in seen.values()]
        key = (get_language(), get_current_timezone_name(), *told)
        pieces = self._kept.get(key)
        if pieces is None:
            pieces = self._keep(key, self._draw(context, seen))
        return SafeString("".join(self._filled(pieces, context)))

    def _keep(self, key: tuple[object, ...], pieces: list[str]) -> list[str]:
        if len(self._kept) >= MOST:
            self._kept.clear()
        self._kept[key] = pieces
        return pieces

    def _draw(self, context: Context, seen: Mapping[str, Any]) -> list[str]:
        """Text and the places of what is late, in turns."""
        marks = {name: FIRST_MARK + i for i, name in enumerate(self._names)}
        html = self.nodelist.render(context.new({**seen, **marks}))
        return MARK.split(html)

    def _filled(self, pieces: list[str], context: Context) -> Iterator[str]:
        for place, piece in enumerate(pieces):
            yield self._value(int(piece), context) if place % 2 else piece

    def _value(self, place: int, context: Context) -> str:
        name = self._names[place]
        found = context.get(TOKEN) if name == TOKEN else self._late[name]
        value = found.resolve(context) if isinstance(found, FilterExpression) else found
        return conditional_escape("" if value is None else str(value))


def facts(value: Any) -> Any:
    """What decides how it looks: a row is the same only while its columns are."""
    if isinstance(value, list | tuple):
        return tuple(facts(one) for one in value)
    if isinstance(value, Model):
        return _row(value)
    kind = type(value)
    if is_dataclass(value) and "__eq__" in vars(kind):
        return (kind, *(facts(getattr(value, f)) for f in kind.__dataclass_fields__))
    # 1 is no True, and a text that is safe already no text that is still to be escaped.
    return kind, value


def _row(row: Model) -> tuple[object, ...]:
    columns = [
        repr(value) if isinstance(value, list | dict) else value
        for name, value in row.__dict__.items()
        if name != "_state"
    ]
    related = row._state.fields_cache.values()
    return (type(row), *columns, *(facts(one) for one in related))
