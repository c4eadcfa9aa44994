"""Numbers of orders, invoices and the like: one form, their shapes, check digits.

A number is compared by its letters and digits alone: CC-10481, cc 10481 and CC10481 are
one. Its shape has a 9 for each digit: CC99999.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

PIECE = re.compile(r"[^\W_]+")
DIGIT = re.compile(r"\d")
# What may stand between the pieces of one number.
GAP = re.compile(r"[-/._\u2010-\u2013 \u00a0]{1,2}")
TAIL, HEAD = re.compile(r"\w[-_]$"), re.compile(r"[-_]\w")
MOST_PIECES, LONGEST = 7, 64
# Longer texts are looked through up to here.
MOST_LETTERS = 60_000
# A number in groups with spaces between is believed to be one from so many digits on.
GROUPED = 10


def key_of(number: str) -> str:
    """Only its letters and digits, upper case."""
    plain = unicodedata.normalize("NFKC", number)
    return "".join(PIECE.findall(plain)).upper()[:LONGEST]


def shape_of(key: str) -> str:
    """The key with a 9 for each digit."""
    return DIGIT.sub("9", key)


@dataclass(frozen=True, slots=True)
class Found:
    """A number in a text, and the word beside it that says what it is."""

    key: str
    text: str
    start: int
    end: int
    # The kind that the word means, and the word as it stands there.
    kind: str = ""
    word: str = ""


def find(
    text: str, shapes: Collection[str], words: Mapping[str, str] | None = None
) -> list[Found]:
    """Everything that has one of these shapes, each once; `words` as in `Labels`."""
    text = text[:MOST_LETTERS]
    labels = Labels(text, words or {})
    found: dict[str, Found] = {}
    places = [(key, start, end) for key, start, end in _candidates(text, shapes)]
    for number, (key, start, end) in enumerate(places):
        before = places[number - 1][2] if number else 0
        after = places[number + 1][1] if number + 1 < len(places) else len(text)
        kind, word = labels.beside(start, end, before, after)
        one = Found(key, text[start:end], start, end, kind, word)
        # Said twice, the place with a word beside it counts.
        if key not in found or (kind and not found[key].kind):
            found[key] = one
    return list(found.values())


def _candidates(text: str, shapes: Collection[str]) -> Iterator[tuple[str, int, int]]:
    pieces = [(m[0].upper(), m.start(), m.end()) for m in PIECE.finditer(text)]
    longest = max(map(len, shapes), default=0)
    at = 0
    while at < len(pieces):
        taken = 0
        for count, key, start, end in _joined(text, pieces, at, longest):
            if shape_of(key) in shapes and _is_whole(text, start, end):
                taken, hit = count, (key, start, end)
        if taken:
            yield hit
        at += taken or 1


def _is_whole(text: str, start: int, end: int) -> bool:
    """Not the end of ACC-10481, nor the beginning of 10481-2."""
    return not (
        TAIL.search(text[max(start - 2, 0) : start]) or HEAD.match(text[end : end + 2])
    )


def _joined(
    text: str, pieces: list[tuple[str, int, int]], at: int, longest: int
) -> Iterator[tuple[int, str, int, int]]:
    """This piece alone, with the next, with the next two …"""
    key, start, end = "", pieces[at][1], pieces[at][1]
    is_spaced = False
    for count, (piece, begin, stop) in enumerate(pieces[at : at + MOST_PIECES], 1):
        gap = text[end:begin]
        if count > 1 and not GAP.fullmatch(gap):
            return
        is_spaced |= not gap.strip() and count > 1
        key, end = key + piece, stop
        if len(key) > longest:
            return
        # Two numbers with a space between are two, unless they are very long.
        if is_spaced and key.isdigit() and len(key) < GROUPED:
            continue
        yield count, key, start, end


class Labels:
    """Words such as "order" and "Bestellung" in a text: {beginning: kind}."""

    BEFORE, AFTER = 26, 14

    def __init__(self, text: str, words: Mapping[str, str]) -> None:
        self.kinds = {folded(word): kind for word, kind in words.items()}
        self.places: list[tuple[int, int, str, str]] = []
        if not words:
            return
        stems = sorted(map(re.escape, self.kinds), key=len, reverse=True)
        for match in re.finditer(rf"(?<!\w)({'|'.join(stems)})[\w]*", folded(text)):
            start, end = match.span()
            self.places.append((start, end, self.kinds[match[1]], text[start:end]))

    def beside(self, start: int, end: int, before: int, after: int) -> tuple[str, str]:
        """(kind, word) of the nearest before it, else behind it; up to its neighbours.

        "Order no. CC-1" names it before; in Hungarian it comes behind: "a CC-1 számú
        rendelés".
        """
        ahead = [one for one in self.places if before <= one[0] and one[1] <= start]
        if ahead and start - ahead[-1][1] <= self.BEFORE:
            return ahead[-1][2:]
        behind = [one for one in self.places if end <= one[0] < after]
        if behind and behind[0][0] - end <= self.AFTER:
            return behind[0][2:]
        return "", ""


class _Folding(dict[int, str]):
    """Letters without their marks and in lower case, as long as before."""

    def __missing__(self, code: int) -> str:
        plain = unicodedata.normalize("NFD", chr(code))[0].lower()
        self[code] = plain = plain if len(plain) == 1 else chr(code)
        return plain


_FOLDING = _Folding()


def folded(text: str) -> str:
    """Without marks and in lower case; each letter stays in its place."""
    return text.translate(_FOLDING).replace("ς", "σ")


def _luhn(digits: str) -> bool:
    values = [int(one) for one in reversed(digits)]
    doubled = (sum(divmod(2 * one, 10)) for one in values[1::2])
    return (sum(values[::2]) + sum(doubled)) % 10 == 0


def _weighted(digits: str) -> bool:
    """As on EAN codes: every second digit counts three times."""
    values = [int(one) for one in reversed(digits)]
    return (sum(values[::2]) + 3 * sum(values[1::2])) % 10 == 0


def _mod97(digits: str) -> bool:
    return int(digits) % 97 == 1


def _parcel(digits: str) -> bool:
    """As the post writes it on parcels (UPU S10): eight digits and one to check."""
    if len(digits) != 9:
        return False
    weighed = zip((8, 6, 4, 2, 3, 5, 9, 7), digits, strict=False)
    rest = 11 - sum(weight * int(one) for weight, one in weighed) % 11
    return int(digits[8]) == {10: 0, 11: 5}.get(rest, rest)


CHECKS: dict[str, Callable[[str], bool]] = {
    "luhn": _luhn,
    "ean": _weighted,
    "mod97": _mod97,
    "parcel": _parcel,
}
SHORTEST_CHECKED = 5


def checks_of(key: str) -> list[str]:
    """Those check digits that fit this number, by their names."""
    digits = "".join(DIGIT.findall(key))
    if len(digits) < SHORTEST_CHECKED or not digits.isascii():
        return []
    return [name for name, holds in CHECKS.items() if holds(digits)]
