"""Who signs a letter: name, role, company and phone, as far as the text tells.

1. The signature is what stands below "-- ", or below the last closing words.
2. A phone number is one by the rules of its country; a fax number is none.
3. A company has a legal form in its line, or is called like the sender's domain.
4. The name is the line that resembles the sender's, else the first that can be one.
What is not sure stays empty: an agent looks at it before it is kept.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberMatcher

from ombud.lib import quoting
from ombud.lib.mail_domains import domain_of, is_public

MOST_LETTERS, MOST_LINES, LONGEST = 100_000, 14, 80
_CLOSINGS = r"""
    (?:kind|best|warm|many)? \s? regards | best (?:\s wishes)? | yours (?:\s \w+)?
  | sincerely (?:\s yours)? | cheers | many \s thanks | thanks | thank \s you
  | mit \s (?:freundliche[nm]|besten|lieben|herzlichen) \s (?:grüße?n?|grüssen?|gruß)
  | (?:viele|beste|liebe|freundliche|schöne|herzliche) \s (?:grüße|grüsse)
  | mfg | lg | vg
  | s \s (?:\w+ \s)? (?:pozdravem|úctou) | hezký \s den | děkuji? | zdraví
  | (?:szívélyes \s|baráti \s|tisztelettel \s)? üdvözlettel | üdv | tisztelettel
  | köszönettel | köszönöm | előre \s is \s köszönöm
  | με \s (?:εκτίμηση|φιλικούς \s χαιρετισμούς|τιμή) | φιλικά | ευχαριστώ (?:\s πολύ)?
  | χαιρετισμούς
"""
_CLOSING = re.compile(rf"\W*(?:{_CLOSINGS})\W*", re.IGNORECASE | re.VERBOSE)
_FORMS = r"""
    GmbH (?:\s{0,2} & \s{0,2} Co \.? \s{0,2} KG)? | AG | KG | OHG | GbR | UG
  | e \. \s? K \. | e \. \s? U \.
  | Ltd \.? | Limited | LLC | Inc \.? | PLC | plc | LLP
  | (?:spol \. \s)? s \. \s? r \. \s? o \. | a \. \s? s \.
  | v \. \s? o \. \s? s \. | z \. \s? s \.
  | Kft \.? | Bt \.? | Zrt \.? | Nyrt \.? | Kkt \.? | e \. \s? v \.
  | Α \.? Ε \.? | Ε \.? Π \.? Ε \.? | Ο \.? Ε \.? | Ε \.? Ε \.? | Ι \.? Κ \.? Ε \.?
  | S \. \s? A \. | S \. \s? r \. \s? l \. | B \. \s? V \.
  | S \.? A \.? S | S \.? p \.? A \.?
"""
_COMPANY = re.compile(rf"(?<!\w)(?:{_FORMS})(?!\w)", re.VERBOSE)
_LABELLED = re.compile(
    r"(?:company|firma|společnost|cég|εταιρεία)\s?:\s?(?P<name>.+)", re.IGNORECASE
)
_FAX = re.compile(r"(?<!\w)(?:fax|telefax|φαξ)\b", re.IGNORECASE)
_NO_WORDS = re.compile(r"@|https?:|www\.|\d|[:|/]", re.IGNORECASE)
_WORD = r"(?:[^\W\d_][\w.'’-]*|&)"
_NAME = re.compile(rf"{_WORD}(?: {_WORD}){{1,4}}")


@dataclass(frozen=True, slots=True)
class Signature:
    """What a signature tells; empty what it does not."""

    name: str = ""
    phone: str = ""
    company: str = ""
    role: str = ""


def read(
    text: str, *, sender: str = "", address: str = "", region: str = ""
) -> Signature:
    """Of the new words of a letter. `region`: where its numbers are dialled."""
    lines = list(_lines(text[:MOST_LETTERS]))
    if not lines:
        return Signature(name=sender.strip())
    found = Signature(
        phone=_phone(lines, region), company=_company(lines, domain_of(address))
    )
    name, at = _name(lines, sender, found.company)
    role = _role(lines, at + 1, found.company) if at >= 0 else ""
    return replace(found, name=name or sender.strip(), role=role)


def block(text: str) -> str:
    """The lines of the signature."""
    return "\n".join(_lines(text[:MOST_LETTERS]))


def _lines(text: str) -> Iterator[str]:
    parted = quoting.split(text)
    found = parted.signature or _below_closing(parted.reply)
    lines = [line.strip(" \t*_|·•>") for line in found.split("\n")]
    for line in [line for line in lines if line.strip("-–—_= ")][:MOST_LINES]:
        if len(line) <= LONGEST and not _CLOSING.fullmatch(line):
            yield line


def _below_closing(reply: str) -> str:
    lines = reply.split("\n")
    for at in range(len(lines) - 1, max(-1, len(lines) - MOST_LINES - 4), -1):
        line = lines[at].strip()
        if line and len(line) <= LONGEST and _CLOSING.fullmatch(line):
            return "\n".join(lines[at + 1 :])
    return ""


def _phone(lines: list[str], region: str) -> str:
    for line in lines:
        if _FAX.search(line) and not re.search(r"tel", line, re.IGNORECASE):
            continue
        said = _FAX.split(line)[0]
        for found in PhoneNumberMatcher(said, region or None):
            return str(
                phonenumbers.format_number(
                    found.number, PhoneNumberFormat.INTERNATIONAL
                )
            )
    return ""


def _company(lines: list[str], domain: str) -> str:
    for line in lines:
        if labelled := _LABELLED.match(line):
            return labelled["name"].strip()
    for line in lines:
        if _COMPANY.search(line):
            return _part(line, _COMPANY)
    wanted = "" if is_public(domain) else _squeezed(domain.partition(".")[0])
    for line in lines:
        if len(wanted) > 3 and "@" not in line and _squeezed(line) == wanted:
            return line
    return ""


def _part(line: str, pattern: re.Pattern[str]) -> str:
    """Of "Jana Nová | Kavárna s.r.o." the part that is the company."""
    parts = [
        part.strip(" ,;") for part in re.split(r"\s[|·•–—]\s|\s-\s|, (?=[A-Z])", line)
    ]
    return next((part for part in parts if pattern.search(part)), line)


def _squeezed(text: str) -> str:
    return re.sub(r"[\W_]", "", text).casefold()


def _name(lines: list[str], sender: str, company: str) -> tuple[str, int]:
    """The name and its line; -1 where there is none."""
    words = {word.casefold() for word in re.findall(r"\w{2,}", sender)}
    for at, line in enumerate(lines):
        said = {word.casefold() for word in re.findall(r"\w{2,}", line)}
        if words and len(words & said) >= min(2, len(words)) and "@" not in line:
            return (sender.strip() if len(said) > 5 else line.strip(" ,")), at
    for at, line in enumerate(lines[:3]):
        if line == company or _COMPANY.search(line) or _NO_WORDS.search(line):
            continue
        if _NAME.fullmatch(line) and all(w[0].isupper() for w in line.split()):
            return line.strip(" ,"), at
    return "", -1


def _role(lines: list[str], at: int, company: str) -> str:
    if at >= len(lines):
        return ""
    line = lines[at]
    if line == company or _COMPANY.search(line) or _NO_WORDS.search(line):
        return ""
    # A company that nobody knows stands here as often as what somebody does.
    return line if len(line.split()) <= 6 else ""
