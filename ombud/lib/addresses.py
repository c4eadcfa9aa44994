"""Addresses in headers (RFC 5322), with the liberties that mail programs take."""

import re
from dataclasses import dataclass

from ombud.lib.words import decode_words

_MAX_LENGTH = 100_000
_TOKEN = re.compile(
    r'"(?P<quoted>(?:[^"\\]|\\.)*)"?'
    r"|\((?P<comment>(?:[^()\\]|\\.)*)\)?"
    r"|<(?P<angle>[^<>]*)>?"
    r"|(?P<mark>[,;:])"
    r"|(?P<word>[^\s\",;:<(]+|[^\s])",
    re.DOTALL,
)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_BARE = re.compile(r"[^\s<>\"(),:;\[\]]{1,200}@[^\s<>\"(),:;]{1,255}")


@dataclass(frozen=True, slots=True)
class Address:
    """Somebody's name, as they give it, and mail address; either may be empty."""

    name: str
    address: str

    @property
    def domain(self) -> str:
        return self.address.rpartition("@")[2].lower()


def parse_addresses(header: str) -> tuple[Address, ...]:
    """The addresses of a From, To, Cc or Reply-To header, groups flattened.

    The header is taken as it is written: encoded words are read after it has been
    cut at its commas, so that a comma in a name cuts nothing.
    """
    header = header[:_MAX_LENGTH]
    found = tuple(_addresses(header))
    if found or "@" not in header:
        return found
    return tuple(Address("", bare[0]) for bare in _BARE.finditer(header))


def _addresses(header: str) -> list[Address]:
    found: list[Address] = []
    mailbox = _Mailbox()
    for token in _TOKEN.finditer(header):
        mark = token["mark"]
        if mark == ":" and not mailbox.angle:
            mailbox = _Mailbox()  # what stood before was the name of a group
        elif mark:
            found += mailbox.finished()
            mailbox = _Mailbox()
        else:
            mailbox.take(token)
    return found + mailbox.finished()


class _Mailbox:
    """One entry of the list while its tokens come in."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.angle = ""
        self.comment = ""
        self.end = -1

    def take(self, token: re.Match[str]) -> None:
        if token["angle"] is not None:
            self.angle = self.angle or _spec(token["angle"])
        elif token["comment"] is not None:
            self.comment = token["comment"]
        else:
            word = token["word"]
            if word is None:
                word = _ESCAPED.sub(r"\1", token["quoted"])
            self._append(word, adjacent=token.start() == self.end)
        self.end = token.end()

    def _append(self, word: str, *, adjacent: bool) -> None:
        # "john smith"@example.com is one address, not a name and a rest.
        if adjacent and self.words and word.startswith("@"):
            local = self.words[-1]
            self.words[-1] = (f'"{local}"' if " " in local else local) + word
        else:
            self.words.append(word)

    def finished(self) -> list[Address]:
        if self.angle:
            name = " ".join(self.words) or self.comment
            return [Address(_clean(name), self.angle)]
        spec = next((w for w in self.words if "@" in w.strip("@")), "")
        if not spec:
            return []
        name = " ".join(w for w in self.words if w is not spec) or self.comment
        return [Address(_clean(name), _spec(spec))] if _spec(spec) else []


def _spec(written: str) -> str:
    if "<" in written:  # behind a quotation mark that nobody closed
        bare = _BARE.search(written)
        return bare[0] if bare else ""
    spec = written.strip() if '"' in written else "".join(written.split())
    spec = spec.removeprefix("mailto:").strip("<>'")
    # A source route, <@relay.example:user@example.com>, is obsolete but legal.
    return spec.rpartition(":")[2] if spec.startswith("@") else spec


def _clean(name: str) -> str:
    text = " ".join(decode_words(name).split())
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        text = text[1:-1].strip()
    return text
