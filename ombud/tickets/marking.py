"""Where words stand in a text: a few pieces of it, with the words marked."""

import re
from collections.abc import Iterator, Sequence

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

AROUND = 90
MOST = 3


def marked(text: str, words: Sequence[str]) -> SafeString:
    """Up to three pieces around the words; the beginning where none of them stands."""
    text = " ".join(text.split())
    if not words:
        return SafeString(escape(text[: 2 * AROUND]))
    pattern = re.compile("|".join(map(re.escape, words)), re.IGNORECASE)
    pieces = list(_pieces(text, pattern)) or [(0, 2 * AROUND)]
    return format_html_join(
        " ", "{}", ((_piece(text, start, end, pattern),) for start, end in pieces)
    )


def _pieces(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Beginning and end of each; those that meet are one."""
    start = end = -1
    count = 0
    for match in pattern.finditer(text):
        if end >= 0 and match.start() - AROUND <= end:
            end = min(match.end() + AROUND, start + 4 * AROUND)
            continue
        if end >= 0:
            yield start, end
            count += 1
        if count == MOST:
            return
        start, end = max(0, match.start() - AROUND), match.end() + AROUND
    if end >= 0:
        yield start, end


def _piece(text: str, start: int, end: int, pattern: re.Pattern[str]) -> SafeString:
    before, after = "… " if start else "", " …" if end < len(text) else ""
    words = text[start:end].strip()
    html, last = "", 0
    for match in pattern.finditer(words):
        html += escape(words[last : match.start()]) + format_html(
            "<mark>{}</mark>", match[0]
        )
        last = match.end()
    inside = mark_safe(html + escape(words[last:]))  # noqa: S308  # escaped above
    return format_html("<span>{}{}{}</span>", before, inside, after)
