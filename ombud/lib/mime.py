"""The bytes of a mail as a tree of entities (RFC 2045, 2046), damaged ones included.

Offsets are kept and nothing is copied until an entity's content is asked for; depth
and number of parts are bounded: a hostile mail costs no more than its size.
"""

import binascii
import re
from collections.abc import Iterator
from functools import cached_property

from ombud.lib import uuencode
from ombud.lib.charsets import decode
from ombud.lib.headers import Headers, parameters

MAX_DEPTH = 24
MAX_PARTS = 5_000

_MBOX_LINE = re.compile(rb"\A\s*>?From [^\n]*\n")
_HEADERS_END = re.compile(rb"\n\r?\n")
_FIELD_LINE = re.compile(rb"[!-9;-~]+[ \t]*:")
_GUESSED_BOUNDARY = re.compile(rb"^--([^\s-][^\r\n]{0,80})\r?\nContent-", re.I | re.M)
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")
_MAX_HEADER_BYTES = 4_000_000


class Entity:
    """A mail or one part of it: headers, then a body or further parts."""

    def __init__(
        self, raw: bytes, start: int, end: int, *, default: str = "text/plain"
    ) -> None:
        self.raw = raw
        self.end = end
        headers_end, self.start = _header_block(raw, start, end)
        self.headers = Headers.parse(raw[start:headers_end])
        kind, self.parameters = parameters(self.headers.raw("Content-Type"))
        self.content_type = kind if _is_type(kind) else default
        if kind == "text":
            self.content_type = "text/plain"
        self.children: list[Entity] = []

    @cached_property
    def disposition(self) -> tuple[str, dict[str, str]]:
        return parameters(self.headers.raw("Content-Disposition"))

    @property
    def is_multipart(self) -> bool:
        return self.content_type.startswith("multipart/")

    @property
    def body(self) -> bytes:
        """As it stands in the mail, its transfer encoding not undone."""
        return self.raw[self.start : self.end]

    @cached_property
    def content(self) -> bytes:
        encoding = self.headers.raw("Content-Transfer-Encoding").lower()
        if "base64" in encoding:
            return _from_base64(self.body)
        if "quoted-printable" in encoding:
            return binascii.a2b_qp(self.body)
        if "uu" in encoding:
            return uuencode.decode(self.body)
        return self.body

    @property
    def text(self) -> str:
        text = decode(self.content, self.parameters.get("charset", ""))
        return text.replace("\r\n", "\n").replace("\r", "\n")

    def walk(self) -> Iterator["Entity"]:
        """This entity and all below it, in the order they are written."""
        waiting = [self]
        while waiting:
            entity = waiting.pop()
            yield entity
            waiting.extend(reversed(entity.children))


def parse(raw: bytes) -> Entity:
    """The tree of a whole mail."""
    if b"\n" not in raw:
        raw = raw.replace(b"\r", b"\n")
    mbox = _MBOX_LINE.match(raw)
    start = mbox.end() if mbox else len(raw) - len(raw.lstrip(b"\r\n"))
    root = Entity(raw, start, len(raw))
    waiting, count = [(root, 0)], 1
    while waiting:
        entity, depth = waiting.pop()
        if not entity.is_multipart or depth >= MAX_DEPTH:
            continue
        entity.children = _parts(entity, MAX_PARTS - count)
        count += len(entity.children)
        waiting += [(child, depth + 1) for child in entity.children]
    return root


def _is_type(kind: str) -> bool:
    return "/" in kind.strip("/") and len(kind) < 200


def _header_block(raw: bytes, start: int, end: int) -> tuple[int, int]:
    """Where the header block ends and where the body starts."""
    if raw.startswith((b"\n", b"\r\n"), start, end):
        return start, start + (1 if raw.startswith(b"\n", start) else 2)
    match = _HEADERS_END.search(raw, start, end)
    if match:
        return match.start() + 1, match.end()
    # No empty line: all header, or a body without one.
    is_header = _FIELD_LINE.match(raw, start, end) is not None
    return (end, end) if is_header else (start, start)


def _parts(entity: Entity, most: int) -> list[Entity]:
    boundary = entity.parameters.get("boundary", "").encode("utf-8", "replace").rstrip()
    spans = _spans(entity, boundary, most) if boundary else []
    if not spans:
        guessed = _GUESSED_BOUNDARY.search(entity.raw, entity.start, entity.end)
        spans = _spans(entity, guessed[1].rstrip(), most) if guessed else []
    default = "text/plain"
    if entity.content_type == "multipart/digest":
        default = "message/rfc822"
    return [Entity(entity.raw, a, b, default=default) for a, b in spans]


def _spans(entity: Entity, boundary: bytes, most: int) -> list[tuple[int, int]]:
    """Start and end of each part between the boundary lines."""
    spans: list[tuple[int, int]] = []
    opened = -1
    for before, after, closes in _boundary_lines(entity, boundary):
        if opened >= 0:
            spans.append((opened, max(opened, before)))
        opened = -1 if closes else after
        if closes or len(spans) >= most:
            break
    if opened >= 0 and opened < entity.end:
        spans.append((opened, entity.end))
    return spans


def _boundary_lines(entity: Entity, boundary: bytes) -> Iterator[tuple[int, int, bool]]:
    """For each boundary line: the end of what precedes, what follows, if it closes."""
    raw, marker, at = entity.raw, b"--" + boundary, entity.start
    while (at := raw.find(marker, at, entity.end)) >= 0:
        line_end = raw.find(b"\n", at, entity.end)
        line_end = entity.end if line_end < 0 else line_end
        rest = raw[at + len(marker) : min(line_end, at + len(marker) + 80)].strip()
        starts_line = at == entity.start or raw[at - 1] in b"\n"
        if starts_line and rest in {b"", b"--"}:
            yield _line_start(raw, at, entity.start), line_end + 1, rest == b"--"
        at = max(at + 1, line_end)


def _line_start(raw: bytes, at: int, lowest: int) -> int:
    """The line end before a boundary belongs to the boundary (RFC 2046, 5.1.1)."""
    if at > lowest and raw[at - 1] in b"\n":
        at -= 1
        if at > lowest and raw[at - 1] in b"\r":
            at -= 1
    return at


def _from_base64(body: bytes) -> bytes:
    """Decodes what can be decoded; also several padded runs, one after the other."""
    try:
        return binascii.a2b_base64(body)
    except binascii.Error:
        clean = _NOT_BASE64.sub(b"", body)
        clean = clean[: len(clean) - 1] if len(clean) % 4 == 1 else clean
        return binascii.a2b_base64(clean + b"=" * (-len(clean) % 4))
