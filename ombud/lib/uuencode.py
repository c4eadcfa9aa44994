"""Files that stand uuencoded in the middle of a text, as older programs send them."""

import binascii
import re

_BEGIN = re.compile(r"begin [0-7]{3,4} (\S.*)")


def split(text: str) -> tuple[str, list[tuple[str, bytes]]]:
    """The text without them, and each as name and content. Half a file stays text."""
    if "begin " not in text:
        return text, []
    kept: list[str] = []
    files: list[tuple[str, bytes]] = []
    name, held, content = "", list[str](), list[bytes]()
    for line in text.split("\n"):
        begin = _BEGIN.fullmatch(line.rstrip())
        if begin:
            kept += held
            name, held, content = begin[1], [line], []
        elif not held:
            kept.append(line)
        elif line.strip() == "end":
            files.append((name, b"".join(content)))
            held = []
        else:
            held.append(line)
            piece = _line(line)
            if piece is None:
                kept += held
                held = []
            else:
                content.append(piece)
    return "\n".join(kept + held), files


def decode(body: bytes) -> bytes:
    """A part whose transfer encoding is x-uuencode; as it is when it is not."""
    _, files = split(body.decode("latin-1").replace("\r\n", "\n"))
    return files[0][1] if files else body


def _line(line: str) -> bytes | None:
    """One line decoded, or nothing when it cannot be one."""
    line = line.rstrip("\r")
    if not line.strip() or line[0] == "`":
        return b""
    length = (ord(line[0]) - 32) & 63
    wanted = 1 + (length + 2) // 3 * 4
    # Trailing spaces, which stand for zeros, get lost on the way.
    padded = line[:wanted].ljust(wanted)
    try:
        return binascii.a2b_uu(padded.encode("ascii"))
    except (binascii.Error, UnicodeError):
        return None
