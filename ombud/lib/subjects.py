"""Subjects: reply and forward marks off, our ticket number on and off."""

import re

_MAX_LENGTH = 2_000
_MARK = re.compile(
    r"\s*(?:re|fwd?|fw|aw|wg|antw|antwort|sv|vs|vb|vl|odp|pd|ynt|ilt|rif|ref|res|enc|tr|rv"
    r"|doorst|vá|va|továbbítás|válasz|απ|σχετ|πρθ|ha|ответ|отв|на|пер|re-send|fyi"
    r"|回复|回覆|答复|转发|轉寄|返信|転送)"
    r"(?:\[\d{1,3}\]|\(\d{1,3}\)|\^\d{1,3}|\*\d{1,3})?\s?[:：]\s*",
    re.IGNORECASE,
)
_TAG = re.compile(r"\[\s?#(\d{1,10})\s?\]")
_NUMBER = re.compile(r"(?<![\w&#/])#(\d{1,10})(?!\w)")


def clean(subject: str) -> str:
    """The matter alone: no "Re:" in any language, no tag of ours, single spaces."""
    text = " ".join(subject[:_MAX_LENGTH].split())
    while True:
        shorter = _without_mark(_without_tag(text))
        if shorter == text:
            return text
        text = shorter


def ticket_numbers(subject: str) -> list[int]:
    """The numbers it may mean, our own form `[#1042]` first, then a plain `#1042`."""
    text = subject[:_MAX_LENGTH]
    found = [int(number) for number in _TAG.findall(text)]
    found += [int(number) for number in _NUMBER.findall(_TAG.sub(" ", text))]
    return list(dict.fromkeys(found))


def tagged(subject: str, number: int) -> str:
    """The subject with the ticket's tag before it, once."""
    return f"[#{number}] {untagged(subject, number)}".rstrip()


def untagged(subject: str, number: int) -> str:
    """The subject without that tag."""
    return " ".join(subject.replace(f"[#{number}]", " ").split())


def _without_tag(text: str) -> str:
    return " ".join(_TAG.sub(" ", text).split())


def _without_mark(text: str) -> str:
    end = 0
    while match := _MARK.match(text, end):
        end = match.end()
    return text[end:]
