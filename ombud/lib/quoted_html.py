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
_TO_THE_END = (
    r"outlookmessageheader|(?:x_)?divrplyfwdmsg|appendonsend|olk_src_body_section"
    r"|mail-editor-reference-message-container|ms-outlook-mobile-reference-message"
    r"|moz-forward-container|isforwardcontent"
)
# These hold what is quoted; an answer may stand below them.
_HOLDS = (
    r"gmail_quote|gmail_quote_container|gmail_extra|moz-cite-prefix|yahoo_quoted"
    r"|yahooquotedtext|protonmail_quote|tutanota_quote|zmail_extra"
)
_ELEMENT = re.compile(
    rf"(?:class|id)=\"[^\"]*\b(?:{_HOLDS})\b|type=\"cite\"", re.IGNORECASE
)
_MARK = re.compile(
    rf"(?:class|id)=\"[^\"]*\b(?:{_HOLDS}|{_TO_THE_END})\b|type=\"cite\"", re.IGNORECASE
)
_WINDOW = 2_000
_MOST_LOOKS = 40


def split_html(html: str) -> tuple[str, str]:
    """What is new and what is quoted of an HTML that `clean` has returned.

    The cut is at the first thing a mail program marks as quoted, or at "Original
    Message" or a header block. Both halves are whole: what was open is closed before
    the cut and opened again behind it. What has an answer below it is not folded,
    and neither is a mail that says nothing above.
    """
    page = _Page.read(html)
    block = _header_block(html, page.tags)
    opened: list[tuple[str, str]] = []
    has_words, skip_to, end = False, 0, 0
    for tag in page.tags:
        has_words = has_words or not _BLANK.match(html[end : tag.start()])
        end = tag.end()
        if tag[1]:
            _close(opened, tag[2])
            continue
        is_mark = tag.start() == block or _MARK.search(tag[3])
        if is_mark and tag.start() >= skip_to:
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


def _header_block(html: str, tags: list[re.Match[str]]) -> int:
    """Where "Original Message" or a header block begins without a mark; else -1."""
    looks = 0
    for tag in tags:
        words = None if tag[1] else _NEXT_WORDS.match(html, tag.end())
        first = words[1].strip() if words else ""
        if is_original_mark(first):
            return tag.start()
        if header_label(f"{first.rstrip(':')}:") in {"from", "sent"}:
            looks += 1
            window = text_from(html[tag.start() : tag.end() + _WINDOW])
            if has_header_block(window):
                return tag.start()
        if looks >= _MOST_LOOKS:
            break
    return -1


def _close(opened: list[tuple[str, str]], name: str) -> None:
    for index in range(len(opened) - 1, -1, -1):
        if opened[index][0] == name:
            del opened[index:]
            return


def _cut(html: str, at: int, opened: list[tuple[str, str]]) -> tuple[str, str]:
    closing = "".join(f"</{name}>" for name, _ in reversed(opened))
    opening = "".join(tag for _, tag in opened)
    return html[:at] + closing, opening + html[at:]
