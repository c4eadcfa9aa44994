"""Pictures inside a text: shown from /attachments/…, kept and sent as cid:."""

import re
import secrets
from collections.abc import Iterable, Mapping
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import unquote

from django.urls import reverse

from ombud.lib import html as html_lib
from ombud.tickets.models.attachment import Attachment

if TYPE_CHECKING:
    from ombud.tickets.models.draft import Draft

SHOWN_AT = re.compile(r'(<img\b[^>]*?\bsrc=")[^"]*?/attachments/(\d+)/[^"]*"')
CID = re.compile(r'<img\b[^>]*?\bsrc="cid:([^"]+)"', re.IGNORECASE)


def as_written(
    html: str, text: str, draft: "Draft | None", *, mentions: bool = False
) -> tuple[str, str]:
    """What an agent wrote, as safe HTML and as text; only notes name colleagues."""
    if not html:
        return html_lib.html_from(text), text
    files = draft.attachments.all() if draft else ()
    safe = html_lib.clean(to_cids(html, files), mentions=mentions)
    return safe, text or html_lib.text_from(safe)


def to_cids(html: str, files: Iterable[Attachment]) -> str:
    """The text with its own pictures named by cid:, which cleaning leaves alone.

    Only these files: an address of anything else in the text shows nothing.
    """
    known = {file.pk: file for file in files if file.is_image}

    def to_cid(match: re.Match[str]) -> str:
        image = known.get(int(match[2]))
        return f'{match[1]}cid:{named(image)}"' if image else f'{match[1]}"'

    return SHOWN_AT.sub(to_cid, html)


def named(image: Attachment) -> str:
    """The Content-ID of a picture in a text (RFC 2392)."""
    if not image.content_id or not image.is_inline:
        image.content_id = f"{image.digest[:16]}.{secrets.token_hex(4)}@ombud"
        image.is_inline = True
        image.save(update_fields=["content_id", "is_inline"])
    return image.content_id


def to_urls(html: str, files: Iterable[Attachment]) -> str:
    """The text with its pictures at the addresses where a browser finds them."""
    urls: Mapping[str, str] = {
        file.content_id: picture_url(file) for file in files if file.content_id
    }
    return html_lib.replace_cids(html, urls)


def picture_url(file: Attachment) -> str:
    """Where a browser finds it."""
    return reverse("attachment", args=[file.pk, file.filename])


def pictures_in(html: str, files: Iterable[Attachment]) -> list[Attachment]:
    """Those files that the text shows, each once."""
    wanted = {unescape(unquote(match[1])) for match in CID.finditer(html)}
    found = {f.content_id: f for f in files if f.content_id in wanted and f.is_image}
    return list(found.values())
