"""Typed words of a time: “fri 9”, “in 2 weeks”, “morgen 8”, “v pátek 9”, “péntek 9”.

It takes nothing that it does not know; why no library does this stands in
docs/decisions/0018.

1. Every word is a day, a part of a day, a month, a unit, a figure, or says nothing.
2. Figures find their place: beside a month or a unit, else they are the clock.
3. The day, else the next time the clock shows it; mornings begin at eight.
"""

import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from ombud.lib import when_words as words_of
from ombud.lib.plain import plain

LONGEST = 80
MORNING = time(8)
# Whoever means more means something else.
FARTHEST = timedelta(days=3 * 366)
MOST_OF_UNIT = 1000
TOKEN = re.compile(
    r"(?P<iso>\d{4}-\d{1,2}-\d{1,2})"
    r"|(?P<date>\d{1,2}\.\s?\d{1,2}\.(?:\s?\d{4})?|\d{1,2}/\d{1,2}(?:/\d{4})?)"
    r"|(?P<clock>\d{1,2}:\d{2})|(?P<either>\d{1,2}\.\d{1,2})"
    r"|(?P<number>\d{1,4})|(?P<word>[^\W\d_]+)"
)
DOTTED = re.compile(r"\b([πμ])\.\s?μ\.?")
DAYS = words_of.table(words_of.DAYS)
PARTS = words_of.table(words_of.PARTS)
UNITS = words_of.table(words_of.UNITS)
NUMBERS = words_of.table(words_of.NUMBERS)


class Trouble(StrEnum):
    """Why words are no time to wait for."""

    UNKNOWN = "unknown"
    PAST = "past"


class NoTime(Exception):
    """These words are no time, or one that is over."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


def when(words: str, now: datetime, *, language: str = "en") -> datetime:
    """The moment that is meant, in the time zone of `now`; raises NoTime.

    `language` settles what a short word means: “so” is Sunday or Saturday.
    """
    bare = DOTTED.sub(r"\1μ", plain(words[:LONGEST]).replace("'", ""))
    pieces = list(TOKEN.finditer(bare))
    # The Hungarian word for it stands behind: “2 óra múlva”.
    is_soon = any(piece[0] in words_of.SOON for piece in pieces)
    found = _Reading(now, language[:2], is_soon=is_soon)
    for piece in pieces:
        found.take(piece)
    if not bare.strip() or re.sub(TOKEN, "", bare).strip(" ,.-–"):
        raise NoTime(Trouble.UNKNOWN)
    moment = found.moment()
    if moment <= now:
        raise NoTime(Trouble.PAST)
    if moment - now > FARTHEST:
        raise NoTime(Trouble.UNKNOWN)
    return moment


@dataclass
class _Reading:
    """What has been understood so far."""

    now: datetime
    language: str
    day: date | None = None
    weekday: int | None = None
    clock: time | None = None
    part: int | None = None
    unit: str = ""
    month: int | None = None
    year: int | None = None
    is_next: bool = False
    is_soon: bool = False
    # Figures that have no place yet.
    figures: list[int] = field(default_factory=list)
    # The unit's, once it is known.
    amount: int | None = None
    # 9.11 may be a day or a clock.
    either: tuple[int, int] | None = None

    def take(self, match: "re.Match[str]") -> None:
        """One piece more."""
        text = match[0]
        match match.lastgroup:
            case "iso":
                self._on(*map(int, reversed(text.split("-"))))
            case "date":
                self._on(*(int(one) for one in re.findall(r"\d+", text)))
            case "clock":
                self._at(*map(int, text.split(":")))
            case "either":
                hour, minute = map(int, text.split("."))
                self.either = (hour, minute)
            case "number":
                self.figures.append(int(text))
            case _:
                self._word(text)

    def _word(self, word: str) -> None:
        is_dated = self.day is not None or self.weekday is not None
        if word == "morgen" and is_dated:
            self.part = 8
        elif word in DAYS:
            self.day = self.today + timedelta(days=DAYS[word])
            self.part = 18 if word == "tonight" else self.part
        elif word in words_of.NEXT:
            self.is_next = True
        elif (weekday := self._weekday(word)) is not None:
            self.weekday = weekday
        elif word in PARTS and not (word == "am" and not self.figures):
            self.part = PARTS[word]
            self._half(word)
        elif word in UNITS:
            self._unit(word)
        elif word in NUMBERS and word not in words_of.FILL:
            self.figures.append(NUMBERS[word])
        elif (month := _month(word)) is not None:
            self._month(month)
        elif word not in words_of.FILL | words_of.SOON:
            raise NoTime(Trouble.UNKNOWN)

    @property
    def today(self) -> date:
        return self.now.date()

    def _weekday(self, word: str) -> int | None:
        for language in (self.language, "en"):
            short = words_of.SHORT_DAYS.get(language, "").split()
            if word in short:
                return short.index(word)
        if word in words_of.ALSO_SHORT:
            return words_of.ALSO_SHORT[word]
        for number, line in enumerate(words_of.WEEKDAYS):
            if any(word.startswith(stem) for stem in line.split()):
                return number
        return None

    def _half(self, word: str) -> None:
        """“9 pm” and “12 am” are not what the figure says."""
        if word in {"am", "πμ", "pm", "μμ"} and self.figures:
            hour = self.figures.pop()
            late = word in {"pm", "μμ"}
            self._at(hour % 12 + (12 if late else 0) if hour <= 12 else hour, 0)

    def _unit(self, word: str) -> None:
        is_clock = word in words_of.OF_CLOCK and not self.is_soon
        is_dated = self.day is not None or self.weekday is not None
        if is_clock and (is_dated or word != "h") and self.figures:
            return  # “v 9 hodin”: the figure stays the clock's
        self.unit = UNITS[word]
        if self.figures:
            self.amount = self.figures.pop()

    def _month(self, month: int) -> None:
        self.month = month
        if self.figures:
            self._on(self.figures.pop(), month)

    def _on(self, day: int, month: int, year: int = 0) -> None:
        try:
            self.day = date(year or self.today.year, month, day)
            if not year and self.day < self.today:
                self.day = date(self.today.year + 1, month, day)
        except ValueError:
            raise NoTime(Trouble.UNKNOWN) from None
        self.month = None

    def _at(self, hour: int, minute: int) -> None:
        try:
            self.clock = time(hour, minute)
        except ValueError:
            raise NoTime(Trouble.UNKNOWN) from None

    def moment(self) -> datetime:
        """All of it together."""
        self._place()
        if self.unit in {words_of.MINUTES, words_of.HOURS}:
            return self.now + self._span(self.amount or 1)
        if self.unit:
            return self._local(self._after_units())
        if self.weekday is not None:
            return self._on_weekday()
        if self.day is not None:
            return self._local(self.day)
        if self.clock is None and self.part is None:
            raise NoTime(Trouble.UNKNOWN)
        today = self._local(self.today)
        return today if today > self.now else self._local(self.today + timedelta(1))

    def _place(self) -> None:
        """Figures that are left: a day of the month, then the clock."""
        if self.either:
            day, minute = self.either
            is_dated = self.day is not None or self.weekday is not None
            if is_dated or (day <= 23 and minute > 12):
                self._at(day, minute)
            else:
                self._on(day, minute)
        if self.month is not None and self.figures:
            self._on(self.figures.pop(0), self.month)
        if self.month is not None or len(self.figures) > 1:
            raise NoTime(Trouble.UNKNOWN)
        if self.figures and self.unit and self.amount is None and not self.is_next:
            self.amount = self.figures.pop()
        if self.figures and self.clock is None:
            self._at(self.figures.pop(), 0)
        if self.figures:
            raise NoTime(Trouble.UNKNOWN)

    def _span(self, amount: int) -> timedelta:
        amount = min(amount, MOST_OF_UNIT)
        if self.unit == words_of.MINUTES:
            return timedelta(minutes=amount)
        if self.unit == words_of.HOURS:
            return timedelta(hours=amount)
        return timedelta(days=amount * (7 if self.unit == words_of.WEEKS else 1))

    def _after_units(self) -> date:
        if self.is_next and self.amount is None:
            return self._next_unit()
        amount = min(self.amount or 1, MOST_OF_UNIT)
        if self.unit != words_of.MONTHS_LONG:
            return (self.now + self._span(amount)).date()
        months = self.today.month - 1 + amount
        year, month = self.today.year + months // 12, months % 12 + 1
        return date(year, month, min(self.today.day, monthrange(year, month)[1]))

    def _next_unit(self) -> date:
        """Next week begins on Monday, next month on its first."""
        if self.unit == words_of.WEEKS:
            monday = self.today + timedelta(days=7 - self.today.weekday())
            return monday + timedelta(days=self.weekday or 0)
        if self.unit == words_of.MONTHS_LONG:
            return (self.today.replace(day=1) + timedelta(days=32)).replace(day=1)
        return self.today + timedelta(days=1)

    def _on_weekday(self) -> datetime:
        """The next one; today only where a later hour is named."""
        ahead = ((self.weekday or 0) - self.today.weekday()) % 7
        moment = self._local(self.today + timedelta(days=ahead))
        is_named = self.clock is not None and not self.is_next
        if ahead or (is_named and moment > self.now):
            return moment
        return self._local(self.today + timedelta(days=7))

    def _local(self, day: date) -> datetime:
        clock = self.clock
        if clock is None:
            clock = MORNING if self.part is None else time(self.part)
        elif self.part in {14, 18} and clock.hour < 12 and clock.hour:
            clock = clock.replace(hour=clock.hour + 12)
        return datetime.combine(day, clock, tzinfo=self.now.tzinfo)


def _month(word: str) -> int | None:
    for line, number in words_of.MONTHS:
        if any(word.startswith(stem) for stem in line.split()):
            return number
    return None
