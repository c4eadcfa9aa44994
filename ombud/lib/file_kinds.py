"""What a file is, by its own bytes: what calls itself a picture may be a page."""

from mimetypes import guess_type

UNKNOWN = "application/octet-stream"
# (where, what stands there) → what it is.
MARKS: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (8, b"WEBP", "image/webp"),
    (4, b"ftypavif", "image/avif"),
    (4, b"ftypheic", "image/heic"),
    (4, b"ftypheix", "image/heic"),
    (4, b"ftypmif1", "image/heif"),
    (0, b"II*\x00", "image/tiff"),
    (0, b"MM\x00*", "image/tiff"),
    (0, b"%PDF-", "application/pdf"),
)
# Believed by name: a browser runs none of them, and none is shown.
BELIEVED = ("audio/", "video/", "application/vnd.", "application/zip")
OFFICE = {"application/msword", "application/rtf", "message/rfc822"}


def kind_of(filename: str, content: bytes) -> str:
    """The media type to keep; what is not what it says is only bytes."""
    for place, mark, kind in MARKS:
        if content[place : place + len(mark)] == mark:
            return kind
    named = guess_type(filename)[0] or UNKNOWN
    if named.startswith(BELIEVED) or named in OFFICE:
        return named
    return (
        named if named in {"text/plain", "text/csv"} and _is_text(content) else UNKNOWN
    )


def _is_text(content: bytes) -> bool:
    """Letters and no NUL; the first of them are enough."""
    return b"\x00" not in content[:4096]
