"""Bytes tell what a file is."""

import pytest

from ombud.lib.file_kinds import UNKNOWN, kind_of

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


@pytest.mark.parametrize(
    ("filename", "content", "kind"),
    [
        ("photo.png", PNG, "image/png"),
        ("photo.jpg", PNG, "image/png"),
        ("photo.png", b"<!doctype html><script>alert(1)</script>", UNKNOWN),
        ("page.html", b"<p>hello</p>", UNKNOWN),
        ("drawing.svg", b"<svg onload='alert(1)'/>", UNKNOWN),
        ("IMG_1.HEIC", b"\x00\x00\x00\x18ftypheic" + bytes(9), "image/heic"),
        ("invoice.pdf", b"%PDF-1.7 ...", "application/pdf"),
        ("notes.txt", b"hello", "text/plain"),
        ("notes.txt", b"hel\x00lo", UNKNOWN),
        ("clip.mp4", b"anything", "video/mp4"),
        ("nameless", b"", UNKNOWN),
    ],
)
def test_a_file_is_what_its_bytes_say(filename: str, content: bytes, kind: str) -> None:
    assert kind_of(filename, content) == kind
