"""HTML of any quality as a stream of tags and texts, in one pass.

Every step goes forward or ends the stream, so that the time is linear whatever the
text. Safety is not its business: what is shown has gone through nh3 after it.
"""

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

_NAME = re.compile(r"[a-zA-Z][^\s/>]*")
_ATTRIBUTE = re.compile(
    r"[\s/]*([^\s=>/][^\s=>/]*)"
    r"(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]*)))?"
)
_TAG_END = re.compile(r"[\s/]*>?")


def names(text: str) -> frozenset[str]:
    """Tag names from a line of them."""
    return frozenset(text.split())


VOID = names("area base br col embed hr img input link meta param source track wbr")
_HIDDEN = names(
    "script style title textarea xmp iframe noembed noframes object applet template "
    "select svg math audio video"
)
_ENDINGS = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in _HIDDEN}


class Tag(NamedTuple):
    """A start or an end tag; name and attribute names are in lower case."""

    name: str
    closes: bool
    attributes: dict[str, str]


def tokens(html: str) -> Iterator[Tag | str]:
    """Tags, and the texts between them as they are written.

    Comments, declarations and what is no text to read (scripts, styles) are left out.
    """
    at, end = 0, len(html)
    while at < end:
        opened = html.find("<", at)
        if opened < 0:
            yield html[at:]
            return
        if opened > at:
            yield html[at:opened]
        token, at = _token(html, opened)
        if token is not None:
            yield token
        if isinstance(token, Tag) and not token.closes and token.name in _HIDDEN:
            ending = _ENDINGS[token.name].search(html, at)
            at = ending.start() if ending else end


def _token(html: str, at: int) -> tuple[Tag | str | None, int]:
    """What begins at this angle bracket, and where it ends."""
    start = _NAME.match(html, at + 1)
    if start:
        return _start_tag(html, start)
    after = html[at + 1 : at + 2]
    if after == "/":
        return _end_tag(html, at)
    if html.startswith("<!--", at):
        return None, _past(html, "-->", at + 2)
    if after in {"!", "?"}:
        return None, _past(html, ">", at)
    return "&lt;", at + 1


def _start_tag(html: str, name: re.Match[str]) -> tuple[Tag | None, int]:
    attributes: dict[str, str] = {}
    at = name.end()
    while match := _ATTRIBUTE.match(html, at):
        value = match[2] or match[3] or match[4] or ""
        attributes.setdefault(match[1].lower(), unescape(value))
        at = match.end()
    closing = _TAG_END.match(html, at)
    at = closing.end() if closing else at
    if not html.startswith(">", at - 1):
        return None, len(html)  # the text ended inside the tag
    return Tag(name[0].lower(), closes=False, attributes=attributes), at


def _end_tag(html: str, at: int) -> tuple[Tag | None, int]:
    name = _NAME.match(html, at + 2)
    after = _past(html, ">", at)
    return (Tag(name[0].lower(), closes=True, attributes={}) if name else None), after


def _past(html: str, mark: str, at: int) -> int:
    found = html.find(mark, at)
    return found + len(mark) if found >= 0 else len(html)
