"""Pictures inside a text: shown from /attachments/…, sent as cid:."""

import re
import secrets

from ombud.tickets.models.attachment import Attachment

SHOWN_AT = re.compile(r'(<img\b[^>]*?\bsrc=")/attachments/(\d+)/[^"]*"')


def embed(html: str) -> tuple[str, list[Attachment]]:
    """Our own picture addresses become cid:; gives the pictures to send along."""
    wanted = {int(match[2]) for match in SHOWN_AT.finditer(html)}
    found = Attachment.objects.in_bulk(wanted) if wanted else {}
    for image in found.values():
        if not image.content_id:
            image.content_id = f"{image.digest[:16]}.{secrets.token_hex(4)}@ombud"
            image.save(update_fields=["content_id"])

    def to_cid(match: re.Match[str]) -> str:
        image = found.get(int(match[2]))
        return f'{match[1]}cid:{image.content_id}"' if image else match[0]

    return SHOWN_AT.sub(to_cid, html), list(found.values())
