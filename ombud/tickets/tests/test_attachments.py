"""Files are safe to look at, and only for those who may."""

import struct
import zlib
from io import BytesIO

import pytest
from django.test import Client
from PIL import Image

from ombud.testing.factories import make_file, make_message, make_ticket
from ombud.tickets.models import Attachment, Draft, Entry
from ombud.users.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(agnes: User) -> Entry:
    return make_message(make_ticket())


def picture(size: tuple[int, int] = (400, 300), kind: str = "PNG") -> bytes:
    out = BytesIO()
    Image.new("RGB", size, "#c9b8a3").save(out, kind)
    return out.getvalue()


def bomb() -> bytes:
    """A PNG of a few bytes that says it is 60,000 pixels wide and high."""
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + head
    ihdr = struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))
    return b"\x89PNG\r\n\x1a\n" + ihdr + b"\x00\x00\x00\x00IEND\xaeB`\x82"


def url_of(file: Attachment) -> str:
    return f"/attachments/{file.pk}/{file.filename}"


def test_a_picture_is_shown_in_a_sandbox(agnes_client: Client, entry: Entry) -> None:
    file = make_file(entry, "photo.png", picture())
    response = agnes_client.get(url_of(file))
    assert response.content == picture()
    assert response.headers["Content-Type"] == "image/png"
    assert response.headers["Content-Disposition"] == 'inline; filename="photo.png"'
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert "immutable" in response.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("filename", "kind"),
    [
        ("page.html", "text/html"),
        ("drawing.svg", "image/svg+xml"),
        ("app.js", "text/javascript"),
        ("feed.xml", "text/xml"),
    ],
)
def test_what_could_run_is_only_saved(
    agnes_client: Client, entry: Entry, filename: str, kind: str
) -> None:
    file = make_file(entry, filename, b"<script>alert(1)</script>", kind)
    response = agnes_client.get(url_of(file))
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["Content-Disposition"].startswith("attachment;")


def test_a_picture_can_be_saved(agnes_client: Client, entry: Entry) -> None:
    file = make_file(entry, "photo.png", picture())
    response = agnes_client.get(f"{url_of(file)}?download")
    assert response.headers["Content-Disposition"].startswith("attachment;")


def test_names_of_every_language_survive(agnes_client: Client, entry: Entry) -> None:
    file = make_file(entry, 'Účet "č. 1"\n.pdf', b"%PDF", "application/pdf")
    response = agnes_client.get(f"/attachments/{file.pk}/x")
    disposition = response.headers["Content-Disposition"]
    assert disposition.startswith("inline; filename*=utf-8''%C3%9A%C4%8Det")
    assert "\n" not in disposition


def test_a_file_without_a_name_has_an_address(
    agnes_client: Client, entry: Entry
) -> None:
    file = make_file(entry, "", b"x", "text/plain")
    html = agnes_client.get(f"/tickets/{entry.ticket.number}/timeline/").content
    assert f"/attachments/{file.pk}/file".encode() in html


def test_known_bytes_are_not_sent_again(agnes_client: Client, entry: Entry) -> None:
    file = make_file(entry, "photo.png", picture())
    etag = agnes_client.get(url_of(file)).headers["ETag"]
    again = agnes_client.get(url_of(file), headers={"If-None-Match": etag})
    assert again.status_code == 304


def test_a_large_file_comes_in_pieces(agnes_client: Client, entry: Entry) -> None:
    content = b"0123456789" * 100_000
    file = make_file(entry, "big.bin", content, "application/octet-stream")
    response = agnes_client.get(url_of(file))
    assert response.streaming
    assert b"".join(response.streaming_content) == content


@pytest.mark.parametrize("part", ["photo.png", "thumbnail/"])
def test_files_are_for_those_who_see_the_ticket(
    olaf_client: Client, outsider_client: Client, entry: Entry, part: str
) -> None:
    file = make_file(entry, "photo.png", picture())
    url = f"/attachments/{file.pk}/{part}"
    assert olaf_client.get(url).status_code == 404
    assert outsider_client.get(url).status_code == 302


def test_a_file_of_a_draft_is_its_authors(
    agnes_client: Client, bela_client: Client, entry: Entry, agnes: User
) -> None:
    draft = Draft.objects.create(ticket=entry.ticket, author=agnes, kind="reply")
    file = Attachment.objects.attach(draft, "a.txt", b"x")
    assert agnes_client.get(url_of(file)).status_code == 200
    assert bela_client.get(url_of(file)).status_code == 404


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "TIFF", "HEIF"])
def test_pictures_get_a_small_one(
    agnes_client: Client, entry: Entry, kind: str
) -> None:
    file = make_file(entry, "p", picture(kind=kind), f"image/{kind.lower()}")
    url = f"/attachments/{file.pk}/thumbnail/"
    first, second = agnes_client.get(url), agnes_client.get(url)
    small = Image.open(BytesIO(first.content))
    assert (small.format, small.size) == ("WEBP", (144, 144))
    assert first.content == second.content


@pytest.mark.parametrize("content", [b"no picture", bomb(), picture()[:60], b""])
def test_broken_and_monstrous_pictures_keep_an_icon(
    agnes_client: Client, entry: Entry, content: bytes
) -> None:
    file = make_file(entry, "photo.png", content)
    for _ in range(2):
        response = agnes_client.get(f"/attachments/{file.pk}/thumbnail/")
        assert response.status_code == 200
        assert response.headers["Content-Type"] == "image/svg+xml"


def test_a_drawing_is_no_picture_to_us(agnes_client: Client, entry: Entry) -> None:
    file = make_file(entry, "x.svg", b"<svg onload='alert(1)'/>", "image/svg+xml")
    response = agnes_client.get(f"/attachments/{file.pk}/thumbnail/")
    assert b"onload" not in response.content
