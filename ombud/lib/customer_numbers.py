"""Customer numbers in what people write: only those that are called so."""

import re

MOST = 5
MOST_LETTERS = 50_000
# "Customer no. 10023", "Kundennr.: K-10023", in the languages of our customers.
_NAMES = r"""
    customer \s{0,3} (?:no|nr|number|id|account) | account \s{0,3} (?:no|number)
  | client \s{0,3} (?:no|number|id)
  | kunden? [\s-]{0,3} (?:nummer|nr|no|konto)
  | číslo \s{0,3} zákazníka | zákaznick\w{0,5} \s{0,3} (?:číslo|č)
  | zák(?:az\w{0,8})? \.? \s{0,3} č(?:íslo)?
  | (?:ügyfél|vevő) [\s-]{0,3} (?:szám|kód|azonosító)\w{0,8}
  | (?:αριθμ(?:ός|ό)|κωδικός|αρ) \.? \s{0,3} πελάτη
"""
_GAP = r"\s{0,3}"
_LABELLED = re.compile(
    rf"(?<!\w)(?:{_NAMES}) \.? {_GAP} (?:is|ist|je|είναι|[:=\#])? {_GAP} [:\#]? {_GAP}"
    r"(?P<number>[A-Z]{0,4}[-/]?\d[\dA-Z/-]{1,18})\b",
    re.IGNORECASE | re.VERBOSE,
)


def find(text: str) -> list[str]:
    """The numbers in their order, as they were written, each once."""
    found = (hit["number"] for hit in _LABELLED.finditer(text[:MOST_LETTERS]))
    return list(dict.fromkeys(found))[:MOST]
