"""A file that came with a message, or goes out with one."""

import hashlib
from mimetypes import guess_type
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models, transaction

from ombud.core.statements import ask

if TYPE_CHECKING:
    from ombud.tickets.models.draft import Draft
    from ombud.tickets.models.entry import Entry

# What a browser may show by itself; all else is offered for download.
SHOWN = {
    "image/png",
    "image/jpeg",
    "image/gif",
    "image/webp",
    "image/avif",
    "application/pdf",
    "text/plain",
}


# Many may keep the same bytes at once; who drops them must be alone with them.
HOLD = "SELECT pg_advisory_xact_lock_shared(hashtextextended(%s, 1))"
HOLD_ALONE = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 1))"


def blob_name(digest: str) -> str:
    """Where the bytes with this SHA-256 stand in the storage."""
    return f"blobs/{digest[:2]}/{digest[2:4]}/{digest}"


def thumbnail_name(digest: str) -> str:
    """Where the small picture of it stands, once somebody has looked at it."""
    return f"thumbnails/{digest[:2]}/{digest[2:4]}/{digest}.webp"


def store_blob(content: bytes) -> str:
    """Keep the bytes once, whoever sends them; gives their SHA-256.

    Call it in the transaction that writes the row: until then nobody drops the bytes.
    """
    digest = hashlib.sha256(content).hexdigest()
    ask(HOLD, [digest])
    name = blob_name(digest)
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(content))
    return digest


@transaction.atomic
def drop_blob(digest: str) -> bool:
    """Away with the bytes, unless a row still has them; and with their thumbnail."""
    ask(HOLD_ALONE, [digest])
    if Attachment.objects.filter(digest=digest).exists():
        return False
    default_storage.delete(blob_name(digest))
    default_storage.delete(thumbnail_name(digest))
    return True


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    """Making attachments."""

    @transaction.atomic
    def attach(
        self, draft: "Draft", filename: str, content: bytes, *, inline: bool = False
    ) -> "Attachment":
        """Keep an uploaded file with a draft until it is sent."""
        return self.create(
            draft=draft,
            filename=filename,
            content_type=guess_type(filename)[0] or "application/octet-stream",
            size=len(content),
            digest=store_blob(content),
            is_inline=inline,
        )


class Attachment(models.Model):
    """A file of an entry; its bytes are kept once, by their SHA-256."""

    entry = models.ForeignKey(
        "tickets.Entry", models.CASCADE, null=True, related_name="attachments"
    )
    draft = models.ForeignKey(
        "tickets.Draft", models.CASCADE, null=True, related_name="attachments"
    )
    filename = models.CharField(max_length=255)
    content_type = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    is_inline = models.BooleanField(default=False)
    content_id = models.CharField(max_length=255, blank=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        # Who else has the same bytes, before they are dropped.
        indexes = [models.Index(fields=["digest"], name="attachment_by_digest")]

    def __str__(self) -> str:
        return self.filename

    @property
    def is_image(self) -> bool:
        """Whether a thumbnail makes sense."""
        return self.content_type.startswith("image/")

    @property
    def is_shown(self) -> bool:
        """Whether a browser may show it by itself."""
        return self.content_type in SHOWN

    @property
    def suffix(self) -> str:
        """The ending of the name, without its dot."""
        return PurePosixPath(self.filename).suffix.lstrip(".").lower()

    def hand_over(self, entry: "Entry") -> None:
        """From the draft to what it has become."""
        self.entry, self.draft = entry, None
        self.save(update_fields=["entry", "draft"])

    def open(self) -> IO[bytes]:
        """The bytes, to read."""
        return default_storage.open(blob_name(self.digest))

    def read(self) -> bytes:
        """All bytes at once."""
        with self.open() as file:
            return file.read()
