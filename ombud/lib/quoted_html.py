"""Where a cleaned HTML begins to quote, so that a page can fold it."""

import re
from dataclasses import dataclass

from ombud.lib.header_blocks import has_header_block, header_label
from ombud.lib.html_text import text_from
from ombud.lib.markup import VOID
from ombud.lib.quote_marks import is_original_mark

_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)((?:\s[\w-]+=\"[^\"]*\")*)\s*>")
_BLANK = re.compile(r"(?:\s|&nbsp;|\u200b)*\Z")
_NEXT_WORDS = re.compile(r"(?:<[^<>]{0,300}>|\s|&nbsp;){0,8}([^<>]{1,80})")
# What follows these is quoted, however it is nested.
_TO_THE_END = re.compile(
    r"(?:class|id)=\"[^\"]*\b(?:outlookmessageheader|(?:x_)?divrplyfwdmsg|appendonsend"
    r"|olk_src_body_section|mail-editor-reference-message-container"
    r"|ms-outlook-mobile-reference-message|moz-forward-container|isforwardcontent)",
    re.IGNORECASE,
)
# These hold what is quoted; an answer may stand below them.
_ELEMENT = re.compile(
    r"(?:class|id)=\"[^\"]*\b(?:gmail_quote|gmail_quote_container|gmail_extra"
    r"|moz-cite-prefix|yahoo_quoted|yahooquotedtext|protonmail_quote|tutanota_quote"
    r"|zmail_extra)\b|type=\"cite\"",
    re.IGNORECASE,
)
_WINDOW = 3_000


def split_html(html: str) -> tuple[str, str]:
    """What is new and what is quoted of an HTML that `clean` has returned.

    The cut is at the first thing a mail program marks as quoted, or at "Original
    Message" or a header block. Both halves are whole: what was open is closed before
    the cut and opened again behind it. What has an answer below it is not folded,
    and neither is a mail that says nothing above.
    """
    page = _Page.read(html)
    opened: list[tuple[str, str]] = []
    has_words, skip_to, end = False, 0, 0
    for tag in page.tags:
        has_words = has_words or not _BLANK.match(html[end : tag.start()])
        end = tag.end()
        if tag[1]:
            _close(opened, tag[2])
            continue
        if tag.start() >= skip_to and _marks_quote(html, tag):
            last = page.end_of_quote(tag)
            if has_words and last >= page.last_words:
                return _cut(html, tag.start(), opened)
            skip_to = last
        if tag[2] not in VOID:
            opened.append((tag[2], tag[0]))
    return html, ""


@dataclass(frozen=True, slots=True)
class _Page:
    """The tags of a cleaned HTML, where each element ends, where the last words are."""

    html: str
    tags: list[re.Match[str]]
    ends: dict[int, int]
    last_words: int

    @classmethod
    def read(cls, html: str) -> "_Page":
        tags = list(_TAG.finditer(html))
        ends: dict[int, int] = {}
        opened: list[re.Match[str]] = []
        for tag in tags:
            if not tag[1] and tag[2] not in VOID:
                opened.append(tag)
            elif tag[1] and opened and opened[-1][2] == tag[2]:
                ends[opened.pop().start()] = tag.end()
        return cls(html, tags, ends, _last_words(html, tags))

    def end_of_quote(self, tag: re.Match[str]) -> int:
        """Where what this tag begins to quote ends."""
        if not _ELEMENT.search(tag[3]):
            return len(self.html)
        if "moz-cite-prefix" in tag[3].lower():
            following = self.html.find("<blockquote", tag.end())
            return self.ends.get(following, len(self.html))
        return self.ends.get(tag.start(), len(self.html))


def _last_words(html: str, tags: list[re.Match[str]]) -> int:
    end = len(html)
    for tag in reversed(tags):
        if not _BLANK.match(html[tag.end() : end]):
            return end
        end = tag.start()
    return 0


def _marks_quote(html: str, tag: re.Match[str]) -> bool:
    if _TO_THE_END.search(tag[3]) or _ELEMENT.search(tag[3]):
        return True
    words = _NEXT_WORDS.match(html, tag.end())
    if words is None:
        return False
    first = words[1].strip()
    if is_original_mark(first):
        return True
    if header_label(first) not in {"from", "sent"} and first.rstrip(":") == first:
        return False
    return has_header_block(text_from(html[tag.start() : tag.end() + _WINDOW]))


def _close(opened: list[tuple[str, str]], name: str) -> None:
    for index in range(len(opened) - 1, -1, -1):
        if opened[index][0] == name:
            del opened[index:]
            return


def _cut(html: str, at: int, opened: list[tuple[str, str]]) -> tuple[str, str]:
    closing = "".join(f"</{name}>" for name, _ in reversed(opened))
    opening = "".join(tag for _, tag in opened)
    return html[:at] + closing, opening + html[at:]
