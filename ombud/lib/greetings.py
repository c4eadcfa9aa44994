"""Whom the first line of a letter greets, and whether that is who gets it.

What is in doubt is right: a warning that is wrong twice is not read the third time.
Only a capital word behind a greeting counts as a name, a company is not compared with
a person, and “Dear customer” greets everybody.
"""

import re
from collections.abc import Iterable

from ombud.lib.given_names import is_meant
from ombud.lib.plain import plain

# Beginnings of a letter, without accents, the longest first.
OPENERS = sorted(
    (
        # English
        *("dear", "hello", "hi", "hey", "good morning", "good afternoon"),
        *("good evening", "good day", "greetings", "hi there", "hello again"),
        # German
        *("sehr geehrte", "sehr geehrter", "sehr geehrtes", "geehrte", "geehrter"),
        *("liebe", "lieber", "liebes", "hallo", "guten tag", "guten morgen"),
        *("guten abend", "moin", "moin moin", "servus", "gruss gott", "grussgott"),
        *("gruezi", "gruss dich", "werte", "werter", "verehrte", "sehr verehrte"),
        # Czech and Slovak
        *("dobry den", "dobre rano", "dobre odpoledne", "dobry vecer", "vazeny"),
        *("vazena", "vazeni", "mily", "mila", "mili", "ahoj", "cau", "nazdar"),
        *("zdravim", "zdravime", "zdravim vas", "hezky den", "krasny den", "pekny den"),
        # Hungarian
        *("kedves", "tisztelt", "szia", "sziasztok", "udvozlom", "jo napot"),
        *("jo napot kivanok", "jo napot kivanunk", "jo reggelt", "jo estet", "hello"),
        *("draga", "szervusz", "helo"),
        # Greek
        *("αγαπητε", "αγαπητη", "αγαπητοι", "αγαπητεσ", "αξιοτιμε", "αξιοτιμη"),
        *("γεια σασ", "γεια σου", "γεια", "καλημερα", "καλημερα σασ", "καλησπερα"),
        *("καλησπερα σασ", "χαιρετε", "καλημερα σου", "καλησπερα σου"),
    ),
    key=len,
    reverse=True,
)
# What stands before or behind a name and is none.
_TITLES = """
mr mrs ms miss mx dr prof professor sir madam doctor
herr herrn frau fraulein magister dipl ing mag doktor med
pane pani panu slecno slecna pan mgr bc judr mudr phdr rndr doc inzenyre doktore
doktorko profesore magistro inzenyrko
ur uram holgy asszony kisasszony doktorno
κυριε κυρια κα κ κοσ κοσ δρ καθηγητα δεσποινισ
ii iii jr sr mba phd csc
"""
TITLES = set(_TITLES.split())
# Who is greeted so may be anybody; or it is no name at all.
_ANYBODY = """
all everyone everybody team customer customers colleague colleagues there guest friend
friends both folks gentlemen ladies client partner again support service sales office
buyer madame student neighbour
damen herren kunde kundin kunden zusammen kollege kollegin kollegen kolleginnen
interessent interessentin gast freunde leute partner geschaftspartner familie
kundinnen serviceteam supportteam mitarbeiter
zakazniku zakaznice zakaznici kolego kolegyne kolegove vsem vsichni tyme partnere
panove damo damy obchodni klient kliente rodino pratele priteli
vasarlo vasarlonk vasarloink ugyfel ugyfelunk ugyfeleink partnerunk partnereink
holgyem uram kollega kollegak mindenki csapat vevo vevonk erdeklodo cim
thanks thank we i it your sorry danke vielen wir ihr ihre sie dekuji dekujeme diky vas
vase koszonom koszonjuk az a onnek ευχαριστω ευχαριστουμε σασ το η ο
πελατη πελατεσ πελατισσα συνεργατη συνεργατεσ συναδελφοι συναδελφε ολουσ ομαδα κυριοι
κυριεσ φιλοι φιλε φιλη
"""
ANYBODY = set(_ANYBODY.split())
# A company: its legal form or what it says of itself.
COMPANY = re.compile(
    r"\b(?:gmbh|ag|kg|ug|ohg|e\.?\s?k|ltd|llc|inc|plc|corp|limited|company|co|s\.\s?r\.\s?o"
    r"|sro|spol|a\.\s?s|v\.\s?o\.\s?s|kft|bt|zrt|nyrt|rt|ε\.?π\.?ε|α\.?ε|ι\.?κ\.?ε|ο\.?ε"
    r"|team|shop|cafe|kavarna|kavezo|hotel|restaurant|verein|firma)\b\.?"
)
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
# The greeting ends here; what follows on the same line is the letter.
END = re.compile(r"[,!;:.\n]|\s[-–—]\s")
# A dot behind these is no end.
ABBREVIATED = re.compile(
    r"\b(mr|mrs|ms|dr|prof|ing|mgr|mag|bc|dipl|κ|κα|κος|judr|mudr|st|phdr|rndr|med)\.",
    re.IGNORECASE,
)
MOST_LETTERS, MOST_NAMES = 120, 4


def greeted(text: str) -> tuple[str, ...]:
    """The names in the greeting, as they are written; none where it names nobody."""
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    first = ABBREVIATED.sub(r"\1", first[:MOST_LETTERS])
    rest, is_apart = _behind_opener(first)
    part = END.split(rest, maxsplit=1)[0].strip()
    if COMPANY.search(plain(rest)):
        return ()
    words = [word for word in WORD.findall(part) if plain(word) not in TITLES]
    if any(plain(word) in ANYBODY for word in words):
        return ()
    # Behind the name the sentence may go on without a comma: “Ahoj Jano posílám…”.
    names = _leading_names(words)
    # “Dobrý den, Váš balík jsme …”: the letter goes on, and greets nobody by name.
    is_sentence = is_apart and len(names) < len(words)
    return () if is_sentence or len(names) > MOST_NAMES else tuple(names)


def _behind_opener(line: str) -> tuple[str, bool]:
    """What follows “Dear”, “Dobrý den,” and the like, and whether behind a comma."""
    raw = re.split(r"([\s,]+)", line)
    bare = [plain(word) for word in raw]
    for opener in OPENERS:
        count = len(opener.split())
        words, gaps = bare[: 2 * count - 1 : 2], bare[1 : 2 * count - 2 : 2]
        if words == opener.split() and not any("," in gap for gap in gaps):
            gap = raw[2 * count - 1] if len(raw) >= 2 * count else ""
            return "".join(raw[2 * count :]), "," in gap
    return "", False


def _leading_names(words: list[str]) -> list[str]:
    found: list[str] = []
    for word in words:
        if not word[:1].isupper():
            break
        found.append(word)
    return found


def is_for_another(text: str, names: Iterable[str]) -> str:
    """The greeting's name, where it is none of these people's; empty where all is well.

    `names`: of everybody who gets it, and of the company, as far as they are known.
    """
    called = greeted(text)
    people = [WORD.findall(name) for name in names if name]
    people = [words for words in people if words]
    if not called or not people:
        return ""
    if any(_is_person(called, words) for words in people):
        return ""
    return " ".join(called)


def _is_person(called: tuple[str, ...], words: list[str]) -> bool:
    """Peter Novák is not Jan Novák; but who has three names goes by any of them."""
    met = [any(is_meant(one, name) for name in words) for one in called]
    real = [word for word in words if plain(word) not in TITLES]
    if len(called) == 2 and len(real) == 2:
        return all(met)
    return any(met)
