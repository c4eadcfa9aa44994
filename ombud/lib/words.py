"""Encoded words in headers (RFC 2047), as well-formed or as sloppy as they come."""

import binascii
import re
from base64 import b64decode

from ombud.lib.charsets import decode

_WORD = re.compile(r"=\?([^?\s]{0,80})\?([bBqQ])\?([^?]*(?:\?(?!=)[^?]*)*)\?=")
_QUOTED = re.compile(rb"=([0-9A-Fa-f]{2})")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f]")


def decode_words(value: str) -> str:
    """The header's text. What cannot be decoded stays as it is written."""
    if "=?" not in value:
        return value
    out, end = [], 0
    for start, stop, raw, charset in _runs(value):
        text = decode(raw, charset)
        # A "word" that makes control characters was no text to begin with.
        out += [value[end:start], value[start:stop] if _CONTROL.search(text) else text]
        end = stop
    return "".join([*out, value[end:]])


def _runs(value: str) -> list[tuple[int, int, bytes, str]]:
    """Words as (start, end, bytes, charset), neighbours of one charset as one.

    Joined as bytes, since some programs cut a character in two.
    """
    runs: list[tuple[int, int, bytes, str]] = []
    for match in _WORD.finditer(value):
        raw, charset = _bytes_of(match), match[1].partition("*")[0].lower()
        if raw is None:
            continue
        start, stop = match.span()
        if runs and not value[runs[-1][1] : start].strip():
            before = runs[-1]
            if before[3] == charset:
                runs[-1] = (before[0], stop, before[2] + raw, charset)
                continue
            start = before[1]
        runs.append((start, stop, raw, charset))
    return runs


def _bytes_of(word: re.Match[str]) -> bytes | None:
    raw = word[3].encode("utf-8", "replace")
    if word[2] in "qQ":
        return _QUOTED.sub(lambda m: bytes((int(m[1], 16),)), raw.replace(b"_", b" "))
    raw = b"".join(raw.split()).rstrip(b"=")
    try:
        return b64decode(raw + b"=" * (-len(raw) % 4), validate=True)
    except binascii.Error:
        return None
