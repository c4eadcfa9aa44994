"""Words of time in five languages, as lib/plain.py makes them: no accents, small."""

from collections.abc import Mapping
from typing import TypeVar

T = TypeVar("T")

# English, German, Czech, Hungarian, Greek; a beginning is enough, from Monday on.
WEEKDAYS = (
    "monday montag pondel hetfo δευτερ",
    "tuesday dienstag uter kedd τριτ",
    "wednesday mittwoch stred szerd τεταρτ",
    "thursday donnerstag ctvrt csutort πεμπτ",
    "friday freitag patek patk pentek παρασκευ",
    "saturday samstag sonnabend sobot szombat σαββατ",
    "sunday sonntag nedel vasarnap κυριακ",
)
# Whole words, which mean another day in another language: so is Sunday or Saturday.
SHORT_DAYS = {
    "en": "mon tue wed thu fri sat sun",
    "de": "mo di mi do fr sa so",
    "cs": "po ut st ct pa so ne",
    "el": "δευ τρι τετ πεμ παρ σαβ κυρ",
    "hu": "",
}
ALSO_SHORT = {"tues": 1, "thur": 3, "thurs": 3}
# Beginnings again; červenec before červen.
MONTHS = (
    ("cervenec cervence", 7),
    ("jan led ιαν", 1),
    ("feb uno φεβ", 2),
    ("mar maer mrz brez μαρ", 3),
    ("apr dub απρ", 4),
    ("may mai maj kvet μαι", 5),
    ("jun cerv ιουν", 6),
    ("jul ιουλ", 7),
    ("aug srp αυγ", 8),
    ("sep szept zari σεπτ", 9),
    ("oct okt rij οκτ", 10),
    ("nov listop νοε", 11),
    ("dec dez pros δεκ", 12),
)
DAYS = {
    0: "today heute dnes ma σημερα tonight",
    1: "tomorrow tmr tmrw morgen zitra holnap αυριο",
    2: "ubermorgen uebermorgen pozitri holnaputan μεθαυριο",
}
# What part of a day: the hour it means by itself.
PARTS = {
    8: "morning fruh frueh morgens vormittag vormittags rano dopoledne reggel delelott"
    " πρωι am πμ",
    12: "noon midday mittag mittags poledne delben μεσημερι",
    14: "afternoon nachmittag nachmittags odpoledne delutan απογευμα",
    18: "evening abend abends vecer este βραδυ tonight pm μμ",
}
MINUTES, HOURS, ONE_DAY, WEEKS, MONTHS_LONG = "minute", "hour", "day", "week", "month"
UNITS = {
    MINUTES: "minute minutes min mins minuten minut minutu minuty perc λεπτα λεπτο",
    HOURS: "hour hours hr hrs h stunde stunden std hodin hodinu hodiny hodina ora ωρα"
    " ωρεσ",
    ONE_DAY: "day days d tag tage tagen den dny dni dnu nap μερα μερεσ ημερα ημερεσ",
    WEEKS: "week weeks w woche wochen tyden tydny tydnu het hetet heten"
    " εβδομαδα εβδομαδεσ",
    MONTHS_LONG: "month months monat monate monaten mesic mesice mesicu honap μηνα"
    " μηνεσ",
}
# Behind a figure it may be the clock's: “v 9 hodin”, “9 óra”.
_OF_CLOCK = """
hodin hodina ora ωρα h
"""
OF_CLOCK = set(_OF_CLOCK.split())
NUMBERS = {
    1: "a an one ein eine einen einem einer jeden jednu egy ενα μια μιασ εναν",
    2: "two zwei dva dve ket ketto δυο",
    3: "three drei tri harom τρεισ τρια",
    4: "four vier ctyri negy τεσσερισ τεσσερα",
}
_SOON = """
in za mulva σε within
"""
SOON = set(_SOON.split())
_NEXT = """
next nachste nachsten nachster nachstes naechste naechsten kommenden pristi jovo
kovetkezo επομενη επομενο επομενοσ την ερχομενη
"""
NEXT = set(_NEXT.split())
# Says nothing by itself.
_FILL = """
at on the um am uhr v ve o na do until till bis az kor en on an re oclock
στισ τισ την τη το μεχρι η ο dem den der kl του this diesen tento ezen og
ig ra este-ig
"""
FILL = set(_FILL.split())


def table(words: Mapping[T, str]) -> dict[str, T]:
    """{word: what it means}."""
    return {word: meaning for meaning, line in words.items() for word in line.split()}
