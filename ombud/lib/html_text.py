"""HTML to text that reads well, and text to HTML."""

import re
from html import escape, unescape

from ombud.lib.charsets import storable
from ombud.lib.markup import Tag, names, tokens

_SPACES = re.compile(r"[ \t\r\n\f]+")
_BLOCKS = names(
    "address article aside blockquote center dd div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol pre section "
    "table tbody tfoot thead tr ul body html"
)
_SPACED = names("p h1 h2 h3 h4 h5 h6 ul ol dl table pre")
_MANY_BLANK_LINES = re.compile(r"\n{3,}")
_MAX_QUOTES = 6
_LINK = re.compile(
    r"\b(?:https?://|www\.)[^\s<>\"']{1,2000}"
    r"|\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}"
)
_AFTER_LINK = ".,;:!?)]}'\"*_"


def text_from(html: str) -> str:
    """Readable text: links behind their words, bullets, quotes with their marks."""
    writer = _Writer()
    for token in tokens(storable(html)):
        if isinstance(token, Tag):
            writer.tag(token)
        else:
            writer.text(unescape(token))
    return writer.finished()


class _Writer:
    """Collects lines; a block begins a line, a paragraph leaves one empty."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.line: list[str] = []
        self.quotes = 0
        self.lists: list[int] = []
        self.pre = 0
        self.links: list[tuple[str, int]] = []

    def text(self, text: str) -> None:
        if self.pre:
            first, *others = text.replace("\r\n", "\n").split("\n")
            self.line.append(first)
            for other in others:
                self.end_line(blank_too=True)
                self.line.append(other)
            return
        text = _SPACES.sub(" ", text)
        if not self.line or self.line[-1].endswith(" "):
            text = text.lstrip(" ")
        if text:
            self.line.append(text)

    def tag(self, tag: Tag) -> None:
        name = tag.name
        if name == "br":
            self.end_line(blank_too=True)
        elif name == "a":
            self._link(tag)
        elif name in {"td", "th"}:
            if not tag.closes and self.line:
                self.text(" ")
        elif name == "p" or name in _BLOCKS:
            self._block(tag)
        elif name == "img" and tag.attributes.get("alt", "").strip():
            self.text(f"[{tag.attributes['alt'].strip()[:200]}]")

    def _block(self, tag: Tag) -> None:
        self.end_line()
        if tag.name in _SPACED:
            self._leave_a_line()
        if tag.name == "blockquote":
            self.quotes = max(0, self.quotes + (-1 if tag.closes else 1))
        elif tag.name == "pre":
            self.pre = max(0, self.pre + (-1 if tag.closes else 1))
        elif tag.name in {"ul", "ol"}:
            self._list(tag)
        elif tag.name == "li" and not tag.closes:
            self.line.append(self._bullet())
        elif tag.name == "hr":
            self.lines.append(self._prefix() + "-" * 20)

    def _list(self, tag: Tag) -> None:
        if not tag.closes:
            self.lists.append(1 if tag.name == "ol" else 0)
        elif self.lists:
            self.lists.pop()

    def _bullet(self) -> str:
        number = self.lists[-1] if self.lists else 0
        if number:
            self.lists[-1] += 1
        indent = "  " * min(len(self.lists) - 1, 8)
        return f"{indent}{number}. " if number else f"{indent}- "

    def _link(self, tag: Tag) -> None:
        if not tag.closes:
            self.links = [(tag.attributes.get("href", ""), len(self.line))]
        elif self.links:
            href, start = self.links.pop()
            words = "".join(self.line[start:]).strip()
            if href.startswith(("http://", "https://")) and _differs(words, href):
                self.line.append(f" <{href}>" if words else f"<{href}>")

    def end_line(self, *, blank_too: bool = False) -> None:
        text = "".join(self.line)
        text = text.rstrip() if self.pre else text.strip(" ")
        if text or blank_too:
            self.lines.append((self._prefix() + text).rstrip(" "))
        self.line = []
        self.links = []

    def _leave_a_line(self) -> None:
        if self.lines and self.lines[-1].strip("> "):
            self.lines.append(self._prefix().rstrip())

    def _prefix(self) -> str:
        return "> " * min(self.quotes, _MAX_QUOTES)

    def finished(self) -> str:
        self.end_line()
        text = "\n".join(self.lines).replace("\xa0", " ")
        return _MANY_BLANK_LINES.sub("\n\n", text).strip()


def _differs(words: str, href: str) -> bool:
    plain = href.rsplit("://", maxsplit=1)[-1].rstrip("/")
    return plain not in words.rstrip("/")


def html_from(text: str) -> str:
    """Paragraphs, line breaks and links for a plain text."""
    paragraphs = re.split(r"\n[ \t]*\n\s*", storable(text).strip("\n"))
    return "\n".join(
        f"<p>{_linked(paragraph)}</p>" for paragraph in paragraphs if paragraph.strip()
    )


def _linked(text: str) -> str:
    out: list[str] = []
    end = 0
    for match in _LINK.finditer(text):
        words = match[0].rstrip(_AFTER_LINK)
        out += [_lines(text[end : match.start()]), _anchor(words)]
        end = match.start() + len(words)
    return "".join([*out, _lines(text[end:])])


def _anchor(words: str) -> str:
    if "://" in words:
        href = words
    else:
        href = f"https://{words}" if words.startswith("www.") else f"mailto:{words}"
    return (
        f'<a href="{escape(href)}" rel="noopener noreferrer" target="_blank">'
        f"{escape(words)}</a>"
    )


def _lines(text: str) -> str:
    return escape(text, quote=False).replace("\n", "<br>\n")
