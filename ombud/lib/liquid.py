"""Placeholders of templates: python-liquid, strict, with nothing that reaches out."""

import re
from collections.abc import Mapping
from functools import lru_cache
from html import unescape
from typing import Any

from liquid import Environment, StrictUndefined
from liquid.exceptions import FilterError, LiquidError
from markupsafe import Markup

# No includes and no files; and a table has nothing to walk through.
FORBIDDEN = ("include", "render", "tablerow")
# Those that make of a text one of about its length, or a shorter one. Others, such as
# `replace`, could make gigabytes of twenty letters.
FILTERS = frozenset(
    {"capitalize", "ceil", "date", "default", "downcase", "floor", "lstrip", "minus"}
    | {"newline_to_br", "plus", "remove", "round", "rstrip", "size", "slice"}
    | {"squish", "strip", "strip_newlines", "truncate", "truncatewords", "upcase"}
)
MOST = 20_000
MOST_JOINED = 50_000
# In HTML an editor writes &gt; for >, also between {% and %}.
MARKED = re.compile(r"\{[{%].*?[%}]\}", re.DOTALL)


class TemplateWrong(Exception):
    """A template that cannot be read or filled in; says what is wrong with it.

    `name`: of the placeholder that has no value.
    """

    def __init__(self, message: str, name: str = "") -> None:
        super().__init__(message)
        self.name = name


class Missing:
    """A value that there is not: false in a condition, and never printed as nothing."""

    # With `| default: "…"` a text says what stands instead.
    force_liquid_default = True

    def __init__(self, name: str) -> None:
        """Of the placeholder."""
        self.name = name

    def __liquid__(self) -> None:
        """For conditions."""

    def __str__(self) -> str:
        raise TemplateWrong(f"{self.name} has no value", self.name)


class Gap(Missing):
    """The same where a person looks before it leaves: it stays, to be filled in."""

    def __str__(self) -> str:
        return f"{{{{ {self.name} }}}}"


class Fenced(Environment):
    """Liquid with an end to every loop and every text."""

    context_depth_limit = 20
    loop_iteration_limit = 1000
    output_stream_limit = 200_000
    local_namespace_limit = 100_000


@lru_cache(maxsize=2)
def _environment(*, html: bool = False) -> Environment:
    found = Fenced(undefined=StrictUndefined, autoescape=html)
    for tag in FORBIDDEN:
        found.tags.pop(tag, None)
    known = found.filters
    found.filters = {name: known[name] for name in FILTERS}
    found.filters |= {
        "append": _short(known["append"]),
        "prepend": _short(known["prepend"]),
    }
    return found


def _short(join: Any) -> Any:
    """A chain of them grows with every link."""

    def joined(*texts: Any) -> Any:
        if sum(len(str(text)) for text in texts) > MOST_JOINED:
            raise FilterError("the text becomes too long", token=None)
        return join(*texts)

    return joined


@lru_cache(maxsize=2000)
def _read(text: str, *, html: bool = False) -> Any:
    if html:
        text = MARKED.sub(lambda found: unescape(found[0]), text)
    return _environment(html=html).from_string(text)


def variables_of(text: str, *, html: bool = False) -> set[str]:
    """The names a template asks for, such as "ticket.number"; raises TemplateWrong."""
    try:
        found = _read(text[:MOST], html=html).analyze()
    except LiquidError as wrong:
        raise TemplateWrong(_plain(wrong)) from wrong
    return {str(one) for name in found.globals.values() for one in name}


def fill(text: str, values: Mapping[str, Any], *, html: bool = False) -> str:
    """The text with its placeholders filled in; raises TemplateWrong.

    `html`: the text is HTML and the values are plain words with lines.
    """
    if html:
        values = {name: _marked(value) for name, value in values.items()}
    try:
        return str(_read(text[:MOST], html=html).render(**values))
    except LiquidError as wrong:
        raise TemplateWrong(_plain(wrong)) from wrong


def _marked(value: Any) -> Any:
    """Words as HTML, their lines kept."""
    if isinstance(value, Mapping) and not hasattr(value, "__missing__"):
        return {name: _marked(one) for name, one in value.items()}
    if isinstance(value, str):
        return Markup("<br>").join(value.splitlines())
    return value


def _plain(wrong: LiquidError) -> str:
    """The library's words on one line."""
    return re.sub(r"\s+", " ", str(wrong).splitlines()[0] if str(wrong) else "")[:200]
