"""Which old charset some bytes are in, by the letters that they would be.

Lists of names are too short and too odd for a detector that knows languages: it took
every second "Černá" for "Èerná".
"""

import unicodedata
from functools import cache

LIKELY = ("cp1250", "cp1252", "cp1253", "iso8859-2", "iso8859-7")
# German, Czech, Slovak, Hungarian, Polish; what Western Europe adds is seldom here.
CENTRAL = set("äöüßáčďéěíňóřšťúůýžőűľĺŕôąćęłńśźżë")
WESTERN = set("äöüßáéíóúñçàèêâîôûåæøœïë")
SELDOM = set("àèêâîôûåæøœïñçôë")


def likely_charset(raw: bytes) -> str:
    """The one whose letters fit best."""
    return max(LIKELY, key=lambda name: _fits(raw.decode(name, "replace"), name))


def _fits(text: str, name: str) -> float:
    """From one for each letter that is at home there, to minus one."""
    padded = f" {text} "
    return sum(
        _weight(before, letter, after, name)
        for before, letter, after in zip(padded, padded[1:], padded[2:], strict=False)
        if not letter.isascii()
    )


def _weight(before: str, letter: str, after: str, name: str) -> float:
    around = [_script(one) for one in (before, after)]
    if _script(letter) == "greek":
        return -1 if "latin" in around else 1
    if "greek" in around:
        return -1
    home = WESTERN if name == "cp1252" else CENTRAL
    small = letter.lower()
    if name in ("cp1253", "iso8859-7") or small not in home:
        return 0 if unicodedata.category(letter)[0] in "PSZ" else -1
    # Accents side by side are what Greek looks like in a wrong charset.
    crowd = sum(not one.isascii() for one in (before, after)) * 0.4
    # A capital behind a small letter is none.
    return (
        (0.5 if small in SELDOM else 1)
        - crowd
        - (letter.isupper() and before.islower())
    )


@cache
def _script(letter: str) -> str:
    if not letter.isalpha():
        return ""
    return "greek" if "GREEK" in unicodedata.name(letter, "") else "latin"
