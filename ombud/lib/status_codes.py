"""Enhanced status codes (RFC 3463) in what mail servers write."""

import re

_CODE = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.]*\d)")
_REPLY = re.compile(r"(?<![\d.])([45])\d\d(?=[ -]|\b)")
_REPLY_AND_CODE = re.compile(
    r"(?<!\d)[45]\d\d[ -]{1,2}['\"(#]{0,2}([45]\.\d{1,3}\.\d{1,3})(?![\d.]*\d)"
)


def from_fields(status: str, diagnostic: str, report: str) -> str:
    """The Status field's code, or what is said elsewhere where that says more."""
    said = _CODE.search(status)
    code = said[1] if said else ""
    if code and not _says_little(code):
        return code
    exact = best_code(diagnostic) or best_code(report)
    if not code or (exact and exact[0] == code[0] and not _says_little(exact)):
        return exact
    return code


def from_words(report: str, *, delayed: bool) -> str:
    """The code a report names; else one of the right class."""
    code = best_code(report)
    if code:
        return code
    if delayed or "retry timeout exceeded" in report:
        return "4.4.7"
    reply = _REPLY.search(report)
    return f"{reply[1]}.0.0" if reply else "5.0.0"


def best_code(text: str) -> str:
    """The code that says most: behind an SMTP reply, with a detail."""
    codes = [match[1] for match in _REPLY_AND_CODE.finditer(text)]
    codes = codes or [m[1] for m in _CODE.finditer(text) if m[1][0] != "2"]
    exact = [code for code in codes if not _says_little(code)]
    return next(iter(exact or codes), "")


def is_said_in(line: str) -> bool:
    """Whether a line names a code or an SMTP reply."""
    return bool(_CODE.search(line) or _REPLY.search(line))


def _says_little(code: str) -> bool:
    """No detail at all, or only that time ran out."""
    return code.endswith(".0.0") or code == "4.4.7"
