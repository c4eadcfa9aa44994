"""Placeholders of templates: python-liquid, strict, with nothing that reaches out."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from liquid import Environment, StrictUndefined
from liquid.exceptions import LiquidError

# What a text may use besides its own variables: no includes, no files.
FORBIDDEN = ("include", "render")
MOST = 20_000


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


class Fenced(Environment):
    """Liquid with an end to every loop and every text."""

    context_depth_limit = 20
    loop_iteration_limit = 1000
    output_stream_limit = 200_000


@lru_cache(maxsize=1)
def _environment() -> Environment:
    found = Fenced(undefined=StrictUndefined, autoescape=False)
    for tag in FORBIDDEN:
        found.tags.pop(tag, None)
    return found


@lru_cache(maxsize=500)
def _read(text: str) -> Any:
    return _environment().from_string(text)


def variables_of(text: str) -> set[str]:
    """The names a template asks for, such as "ticket.number"; raises TemplateWrong."""
    try:
        found = _read(text[:MOST]).analyze()
    except LiquidError as wrong:
        raise TemplateWrong(_plain(wrong)) from wrong
    return {str(one) for name in found.globals.values() for one in name}


def fill(text: str, values: Mapping[str, Any]) -> str:
    """The text with its placeholders filled in; raises TemplateWrong."""
    try:
        return str(_read(text[:MOST]).render(**values))
    except LiquidError as wrong:
        raise TemplateWrong(_plain(wrong)) from wrong


def _plain(wrong: LiquidError) -> str:
    """The library's words on one line."""
    return re.sub(r"\s+", " ", str(wrong).splitlines()[0] if str(wrong) else "")[:200]
