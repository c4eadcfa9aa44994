"""Names of attachments that are safe to show, to store and to save."""

import mimetypes
import re
import unicodedata

_MAX_LENGTH = 180
_CONTROL = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_FORBIDDEN = re.compile(r'[<>:"|?*]')
_SPACES = re.compile(r"\s+")
_EXTENSIONS = {
    "message/rfc822": ".eml",
    "text/plain": ".txt",
    "text/html": ".html",
    "image/jpeg": ".jpg",
    "text/calendar": ".ics",
}


def safe_name(written: str, content_type: str = "", stem: str = "attachment") -> str:
    """The last step of a path, without control, bidi and other invisible characters.

    A right-to-left override would show "exe.pdf" for "fdp.exe".
    """
    name = re.split(r"[/\\]", written.rstrip("/\\ "))[-1]
    name = _SPACES.sub(" ", name)
    name = "".join(c for c in name if unicodedata.category(c) not in _CONTROL)
    name = _FORBIDDEN.sub("_", name).strip().strip(".").strip()
    if not name:
        return stem + extension(content_type)
    return _shortened(name)


def extension(content_type: str) -> str:
    known = _EXTENSIONS.get(content_type)
    return known or mimetypes.guess_extension(content_type) or ""


def _shortened(name: str) -> str:
    if len(name) <= _MAX_LENGTH:
        return name
    stem, dot, end = name.rpartition(".")
    if not dot or len(end) > 10:
        return name[:_MAX_LENGTH]
    return f"{stem[: _MAX_LENGTH - len(end) - 1]}.{end}"
