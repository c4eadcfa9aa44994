"""Which parts of a mail are its words and which are its files."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from ombud.lib import uuencode
from ombud.lib.filenames import safe_name
from ombud.lib.html_text import html_from, text_from
from ombud.lib.mime import Entity

# What a machine tells a machine; nobody wants to open it.
_STATUS = {
    "message/delivery-status",
    "message/global-delivery-status",
    "message/disposition-notification",
    "message/global-disposition-notification",
    "message/feedback-report",
    "message/partial-delivery-status",
}
_SIGNATURES = {
    "application/pgp-signature",
    "application/pkcs7-signature",
    "application/x-pkcs7-signature",
}
_TEXTS = {"text/plain", "text/html", "text/enriched", "text/richtext"}


@dataclass(frozen=True, slots=True)
class Part:
    """A file that came with a mail; inline when the HTML shows it by its id."""

    filename: str
    content_type: str
    content: bytes = field(repr=False)
    inline: bool = False
    content_id: str = ""

    @property
    def size(self) -> int:
        return len(self.content)


@dataclass(slots=True)
class Bodies:
    """What a tree of entities comes down to."""

    texts: list[str] = field(default_factory=list)
    pages: list[tuple[str, bool]] = field(default_factory=list)  # text, is HTML
    files: list[Part] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(text.rstrip("\n") for text in self.texts).strip("\n")

    @property
    def html(self) -> str:
        """Empty when there is none; texts beside it are put in their places."""
        if not any(is_html for _, is_html in self.pages):
            return ""
        return "\n".join(
            page if is_html else html_from(page) for page, is_html in self.pages
        )


def gather(root: Entity) -> Bodies:
    """Goes through the tree: words are read, everything else becomes a file.

    1. Of a multipart/alternative, plain text is the text and HTML the HTML.
    2. Elsewhere a text stands in both, so that neither view loses anything.
    """
    bodies = Bodies()
    for entity, alternatives in _leaves(root):
        if not _is_words(entity):
            _take_file(bodies, entity, alternatives)
        elif entity.content_type == "text/html":
            _take_html(bodies, entity, alternatives)
        else:
            _take_text(bodies, entity, alternatives)
    return bodies


def _leaves(root: Entity) -> Iterator[tuple[Entity, frozenset[str]]]:
    """Each leaf with the kinds of text that stand beside it as alternatives."""
    waiting = [(root, frozenset[str]())]
    while waiting:
        entity, beside = waiting.pop()
        if not entity.children:
            if not entity.is_multipart or entity.body.strip():
                yield entity, beside
            continue
        if entity.content_type == "multipart/alternative":
            beside = _kinds(entity)
        waiting += [(child, beside) for child in reversed(entity.children)]


def _kinds(entity: Entity) -> frozenset[str]:
    return frozenset(
        child.content_type for child in entity.walk() if _is_words(child)
    ) | {"alternative"}


def _is_words(entity: Entity) -> bool:
    if entity.is_multipart:  # one that has no parts after all
        return True
    if entity.content_type not in _TEXTS:
        return False
    disposition, parameters = entity.disposition
    named = parameters.get("filename") or entity.parameters.get("name")
    return disposition != "attachment" and not named


def _take_text(bodies: Bodies, entity: Entity, beside: frozenset[str]) -> None:
    text, files = uuencode.split(entity.text)
    if entity.content_type in {"text/enriched", "text/richtext"}:
        text = text_from(text)
    bodies.texts.append(text)
    if "text/html" not in beside and text.strip():
        bodies.pages.append((text, False))
    for name, content in files:
        bodies.files.append(Part(safe_name(name), "application/octet-stream", content))


def _take_html(bodies: Bodies, entity: Entity, beside: frozenset[str]) -> None:
    html = entity.text
    bodies.pages.append((html, True))
    if "text/plain" not in beside:
        bodies.texts.append(text_from(html))


def _take_file(bodies: Bodies, entity: Entity, beside: frozenset[str]) -> None:
    kind = entity.content_type
    is_alternative_calendar = kind == "text/calendar" and bool(beside)
    if kind in _STATUS or kind in _SIGNATURES or is_alternative_calendar:
        return
    bodies.files.append(_part(entity))


def _part(entity: Entity) -> Part:
    disposition, parameters = entity.disposition
    content_id = entity.headers.raw("Content-ID").strip().strip("<>").strip()
    written = parameters.get("filename") or entity.parameters.get("name") or ""
    if not written and entity.content_type == "message/rfc822":
        written = _subject(entity)
    return Part(
        filename=safe_name(written, entity.content_type),
        content_type=entity.content_type,
        content=entity.content,
        inline=bool(content_id) and disposition != "attachment",
        content_id=content_id,
    )


def _subject(entity: Entity) -> str:
    inner = Entity(entity.content, 0, len(entity.content))
    subject = inner.headers.get("Subject").replace("/", "-").replace("\\", "-")
    return f"{subject[:80]}.eml" if subject else ""
