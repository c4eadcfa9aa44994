"""Words that are meant for colleagues, and holes that were to be filled."""

import re

from ombud.lib.plain import plain

# Without accents. Whole words only: a margarine is no margin.
WORDS = """
internal only|for internal use|internal note|do not send to the customer
do not forward|purchase price|cost price|profit margin|blacklist|troublemaker
nur intern|nur fur intern|interne notiz|interner vermerk|nicht an den kunden
einkaufspreis|gewinnmarge|schwarze liste|querulant|norgler
jen interne|pouze interne|interni poznamka|neposilat zakaznikovi|nakupni cena
cerna listina|stezovatel
csak belso hasznalatra|belso megjegyzes|ne kuldjuk az ugyfelnek|beszerzesi ar
feketelista|arresunk
μονο για εσωτερικη χρηση|εσωτερικη σημειωση|να μη σταλει στον πελατη
τιμη αγορασ|μαυρη λιστα
todo|fixme|tbd|lorem ipsum
"""
HOLES = re.compile(
    r"\{\{[^{}\n]{0,80}\}\}|\{%[^{}%\n]{0,80}%\}|\bX{3,}\b|\[(?:NAME|DATE|NUMBER|LINK)\]"
)
MOST_LETTERS = 60_000


_LISTED = sorted(WORDS.strip().replace("\n", "|").split("|"), key=len, reverse=True)
_OWN = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, _LISTED))})(?!\w)")


def inside_words(text: str) -> list[str]:
    """What stands there, each once, as it is written."""
    text = text[:MOST_LETTERS]
    bare = plain(text)
    spans = [match.span() for match in _OWN.finditer(bare)]
    # Folding may change the length (ß): then the folded word is good enough.
    source = text if len(text) == len(bare) else bare
    found = [source[start:end] for start, end in spans]
    found += [match[0] for match in HOLES.finditer(text)]
    return list(dict.fromkeys(found))
