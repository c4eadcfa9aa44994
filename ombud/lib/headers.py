"""Header fields and their parameters (RFC 5322, 2231), read leniently."""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from urllib.parse import unquote_to_bytes

from ombud.lib.charsets import codec_for, decode, storable
from ombud.lib.words import decode_words

_FIELD = re.compile(r"^([!-9;-~]{1,200})[ \t]*:(.*(?:\n[ \t].*)*)", re.MULTILINE)
_CHARSET = re.compile(rb"charset=\"?([\w.:-]{2,40})", re.IGNORECASE)
_FOLD = re.compile(r"\s*[\r\n]\s*")
_PARAMETER = re.compile(r';\s*([^\s=;"]+)\s*=\s*("(?:[^"\\]|\\.)*"?|[^;]*)', re.DOTALL)
_UNQUOTED = re.compile(r"\\([\"\\])")
_SECTION = re.compile(r"(.*?)(?:\*(\d{1,4}))?(\*?)\Z", re.DOTALL)


class Headers:
    """The fields of one entity in order, found by name in any case."""

    __slots__ = ("_by_name", "_fields")

    def __init__(self, fields: Sequence[tuple[str, str]] = ()) -> None:
        self._fields = tuple(fields)
        self._by_name: dict[str, list[str]] = {}
        for name, value in self._fields:
            self._by_name.setdefault(name.lower(), []).append(value)

    @classmethod
    def parse(cls, block: bytes) -> "Headers":
        """Reads a header block. Lines that are no field are passed over."""
        block = block.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        if block.isascii() and b"\x1b" not in block:
            fields = _FIELD.findall(storable(block.decode("ascii")))
        else:
            fields = _foreign_fields(block)
        return cls([(name, _unfolded(value)) for name, value in fields])

    def __repr__(self) -> str:
        return f"Headers({self._fields!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Headers) and self._fields == other._fields

    def __hash__(self) -> int:
        return hash(self._fields)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name.lower() in self._by_name

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_name)

    def __len__(self) -> int:
        return len(self._fields)

    def raw(self, name: str) -> str:
        """The first field of that name as it is written, unfolded; or nothing."""
        return self._by_name.get(name.lower(), [""])[0]

    def raw_all(self, name: str) -> list[str]:
        return list(self._by_name.get(name.lower(), ()))

    def get(self, name: str, default: str = "") -> str:
        """The first field of that name, decoded."""
        found = self._by_name.get(name.lower())
        return decode_words(found[0]) if found else default

    def get_all(self, name: str) -> list[str]:
        return [decode_words(value) for value in self._by_name.get(name.lower(), ())]

    def items(self) -> Iterator[tuple[str, str]]:
        return ((name, decode_words(value)) for name, value in self._fields)


def parameters(value: str) -> tuple[str, dict[str, str]]:
    """A structured field such as Content-Type: its value in lower case, its parameters.

    Continuations and charsets of RFC 2231 are put together; encoded words, which
    have no place in a parameter and are found there every day, are read too.
    """
    main, *sloppy = value.partition(";")[0].lower().split(None, 1) or [""]
    if sloppy and "=" in sloppy[0]:  # the semicolon between them was forgotten
        value = f"{main};{value.strip()[len(main) :]}"
    if ";" not in value:
        return main, {}
    pieces: dict[str, list[tuple[int, bool, str]]] = {}
    for name, written in _PARAMETER.findall(value):
        key, number, star = _section(name)
        pieces.setdefault(key, []).append((number, star, _plain(written)))
    return main, {key: _joined(parts) for key, parts in pieces.items()}


def _charset_named_in(block: bytes) -> str:
    """Raw 8-bit headers are mostly in the charset of the body (or in UTF-8)."""
    named = _CHARSET.search(block)
    return codec_for(named[1].decode("ascii")) if named else ""


def _foreign_fields(block: bytes) -> list[tuple[str, str]]:
    """Fields that are not ASCII, each in a charset of its own."""
    charset = _charset_named_in(block)
    fields = _FIELD.findall(block.decode("latin-1"))
    return [(name, _text(value.encode("latin-1"), charset)) for name, value in fields]


def _text(value: bytes, charset: str) -> str:
    for codec in ("utf-8", charset) if not value.isascii() else ():
        with suppress(UnicodeError, LookupError):
            return storable(value.decode(codec))
    return decode(value, "" if b"\x1b" in value else "cp1252")


def _unfolded(value: str) -> str:
    return _FOLD.sub(" ", value.strip()) if "\n" in value else value.strip()


def _section(name: str) -> tuple[str, int, bool]:
    match = _SECTION.match(name.lower())
    if match is None:
        return name.lower(), -1, False
    return match[1], int(match[2]) if match[2] else -1, bool(match[3])


def _plain(written: str) -> str:
    if written.startswith('"'):
        return _UNQUOTED.sub(r"\1", written[1:].removesuffix('"'))
    return written.strip()


def _joined(parts: list[tuple[int, bool, str]]) -> str:
    if len(parts) > 1:
        # name*= says it in any script and stands beside name= for older programs.
        extended = [part for part in parts if part[0] == -1 and part[1]]
        numbered = sorted(part for part in parts if part[0] >= 0)
        parts = extended[:1] or numbered or parts[:1]
    if not any(star for _, star, _ in parts):
        return decode_words("".join(text for _, _, text in parts))
    charset, _, first = parts[0][2].rpartition("'")
    charset = charset.partition("'")[0]
    texts = [first, *(text for _, _, text in parts[1:])]
    stars = [star for _, star, _ in parts]
    raw = b"".join(
        unquote_to_bytes(text) if star else text.encode("utf-8", "replace")
        for text, star in zip(texts, stars, strict=True)
    )
    return decode(raw, charset)
