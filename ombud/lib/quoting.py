"""The new words of a reply apart from quoted history and signature.

Line by line, each looked at a bounded number of times: linear on any text.

1. Cut where history begins without marks: a header block, "Original Message", an
   attribution ("On Monday Carla wrote:") that no `>` follows.
2. Cut where a signature begins.
3. Take quoted lines off the end. Quoted lines with answers between them stay: the
   answers mean nothing without them.
"""

import re
from dataclasses import dataclass

from ombud.lib.attributions import MAX_LENGTH, is_attribution
from ombud.lib.header_blocks import is_header_block
from ombud.lib.quote_marks import is_device_mark, is_original_mark, is_rule
from ombud.lib.quoted_html import split_html

__all__ = ["Quoted", "split", "split_html"]

_MAX_LINES = 10_000
_ATTRIBUTION_LINES = 4
_FOOTER_LINES = 12
_TOLD_BY = re.compile(r"[\d<@\"(]")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A text in three: what is new, what was said before, who signs."""

    reply: str
    quoted: str = ""
    signature: str = ""


def split(text: str) -> Quoted:
    """Splits a plain text. Nothing is lost: the three together are the text."""
    lines = text.replace("\r\n", "\n").replace("\xa0", " ").split("\n")
    lines, unread = lines[:_MAX_LINES], lines[_MAX_LINES:]
    start = _forwarded_start(lines)
    cut = _history_start(lines, start)
    if unread and cut == len(lines):
        return Quoted(
            _joined(lines + unread)
        )  # a book, and no history where one would be
    sign = _signature_start(lines, start, cut)
    end = _without_trailing_quotes(lines, start, min(cut, sign))
    start = _without_leading_quote(lines, start, end)
    signed = _signature_end(lines, sign, cut)
    quoted = lines[:start] + lines[end:sign] + lines[signed:] + unread
    return Quoted(
        _joined(lines[start:end]), _joined(quoted), _joined(lines[sign:signed])
    )


def _joined(lines: list[str]) -> str:
    return "\n".join(lines).strip("\n").rstrip()


def _forwarded_start(lines: list[str]) -> int:
    """Behind the head of a mail forwarded without a word; else the beginning."""
    first = next((i for i, line in enumerate(lines) if line.strip()), 0)
    at = first
    if is_original_mark(lines[at]):
        at += 1
    if at < len(lines) and is_header_block(lines, at):
        while at < len(lines) and lines[at].strip():
            at += 1
        return at
    return 0


def _history_start(lines: list[str], start: int) -> int:
    at = start
    while at < len(lines):
        line = lines[at]
        if line.strip():
            length = _attribution_length(lines, at)
            if length and not _quotes_follow(lines, at + length):
                return at
            if is_original_mark(line) or is_header_block(lines, at):
                return at
            at += max(length, 1) - 1
        at += 1
    return len(lines)


def _attribution_length(lines: list[str], at: int) -> int:
    """How many lines an attribution takes that begins here; 0 for none."""
    if not _may_begin(lines[at]):
        return 0
    joined = ""
    for length in range(1, _ATTRIBUTION_LINES + 1):
        end = at + length
        if end > len(lines) or not lines[end - 1].strip() or len(joined) > MAX_LENGTH:
            return 0
        line = lines[end - 1].strip()
        # A line of its own ">:" is the end of an address that was wrapped.
        if _is_quote(line) and line not in {">:", "> :"}:
            return 0
        joined = f"{joined} {line}" if joined else line
        if is_attribution(joined, before_quote=_quotes_follow(lines, end)):
            return length
    return 0


def _may_begin(line: str) -> bool:
    """Words before a date, a name or its address are no part of an attribution."""
    return _TOLD_BY.search(line) is not None


def _quotes_follow(lines: list[str], at: int) -> bool:
    for line in lines[at : at + 4]:
        if line.strip():
            return _is_quote(line)
    return False


def _is_quote(line: str) -> bool:
    text = line.lstrip()
    # A second bar makes it the row of a table.
    return text.startswith(">") or (text.startswith("|") and "|" not in text[1:])


def _signature_start(lines: list[str], start: int, cut: int) -> int:
    for at in range(start, cut):
        line = lines[at]
        if line.rstrip() == "--" or is_device_mark(line):
            return at
        if _is_footer(lines, at, cut):
            return at
    return cut


def _signature_end(lines: list[str], sign: int, cut: int) -> int:
    """Where quoted lines follow the signature, or their attribution."""
    for at in range(sign + 1, cut):
        if _is_quote(lines[at]) or _attribution_length(lines, at):
            return at
    return cut


def _is_footer(lines: list[str], at: int, cut: int) -> bool:
    """A line of underscores near the end, as mailing lists put before their own."""
    line = lines[at].strip()
    if len(line) < 2 or line.strip("_") or at + _FOOTER_LINES < cut:
        return False
    return any(text.strip() for text in lines[at + 1 : cut])


def _without_trailing_quotes(lines: list[str], start: int, end: int) -> int:
    """Where the last line of new text ends."""
    at = end
    while at > start:
        line = lines[at - 1]
        if not line.strip() or _is_quote(line) or is_rule(line):
            at -= 1
            continue
        if _is_wrapped_quote(lines, at - 1, end):
            at -= 1
            continue
        length = _attribution_ending(lines, start, at)
        if not length:
            break
        at -= length
    return at


def _without_leading_quote(lines: list[str], start: int, end: int) -> int:
    """Where the words begin that stand below one quotation; else `start`."""
    at, quotes = start, 0
    while at < end:
        length = _attribution_length(lines, at)
        if _is_quote(lines[at]):
            quotes += 1
        elif lines[at].strip() and not length:
            break
        at += max(length, 1)
    answered_in_between = any(_is_quote(line) for line in lines[at:end])
    return start if answered_in_between or not quotes else at


def _is_wrapped_quote(lines: list[str], at: int, end: int) -> bool:
    """The rest of a quoted line that was broken by a mail server on its way."""
    return (
        0 < at < end - 1
        and _is_quote(lines[at - 1])
        and _is_quote(lines[at + 1])
        and len(lines[at - 1]) > 40
    )


def _attribution_ending(lines: list[str], start: int, end: int) -> int:
    """How many lines the attribution takes that ends here; 0 for none."""
    for length in range(_ATTRIBUTION_LINES, 0, -1):
        at = end - length
        if at >= start and _attribution_length(lines, at) == length:
            return length
    return 0
