"""Small pictures of pictures: made at the first look, kept beside the files."""

import logging
from io import BytesIO

from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageOps

from ombud.tickets.models import Attachment
from ombud.tickets.models.attachment import thumbnail_name

try:
    from pillow_heif import register_heif_opener

    register_heif_opener()
except ImportError:  # Pictures of iPhones keep their icon then.
    pass

logger = logging.getLogger(__name__)

# Twice the size in which they are shown.
SIDE = 144
# A picture of 50 KB may unfold to gigabytes; a telephone's has 50 million pixels.
MOST_PIXELS = 60_000_000
MOST_BYTES = 40_000_000
FORMATS = ["PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF", "AVIF", "HEIF"]
TYPES = {
    "image/png",
    "image/jpeg",
    "image/jpg",
    "image/pjpeg",
    "image/gif",
    "image/webp",
    "image/bmp",
    "image/x-ms-bmp",
    "image/tiff",
    "image/avif",
    "image/heic",
    "image/heif",
}
SHEETS = {"xls", "xlsx", "ods", "csv"}
TEXTS = {"pdf", "doc", "docx", "odt", "rtf", "txt", "md", "html", "htm", "eml"}
DAY = 24 * 3600


def has_thumbnail(file: Attachment) -> bool:
    """Whether one can be tried."""
    return file.content_type in TYPES and file.size <= MOST_BYTES


def icon_of(file: Attachment) -> str:
    """The icon where there is no picture."""
    if file.content_type.startswith("image/"):
        return "image"
    if file.suffix in SHEETS:
        return "file-spreadsheet"
    if file.suffix in TEXTS or file.content_type.startswith("text/"):
        return "file-text"
    return "file"


def thumbnail(file: Attachment) -> bytes | None:
    """Its WebP; None where the picture is broken, too large or none at all."""
    name = thumbnail_name(file.digest)
    if default_storage.exists(name):
        with default_storage.open(name) as kept:
            content: bytes = kept.read()
            return content
    if not has_thumbnail(file) or cache.get(f"no-thumbnail-{file.digest}"):
        return None
    small = _made(file)
    if small is None:
        cache.set(f"no-thumbnail-{file.digest}", value=True, timeout=DAY)
    elif not default_storage.exists(name):
        default_storage.save(name, ContentFile(small))
    return small


def _made(file: Attachment) -> bytes | None:
    try:
        with file.open() as source, Image.open(source, formats=FORMATS) as picture:
            return _small(picture)
    except Exception as error:  # noqa: BLE001  # decoders raise anything on bad bytes
        logger.info("thumbnail not made file=%s why=%r", file.pk, str(error)[:200])
        return None


def _small(picture: Image.Image) -> bytes | None:
    if picture.width * picture.height > MOST_PIXELS:
        return None
    # A JPEG is unfolded only as far as needed.
    picture.draft("RGB", (SIDE * 4, SIDE * 4))
    picture.thumbnail((SIDE * 4, SIDE * 4))
    upright = ImageOps.exif_transpose(picture)
    square = ImageOps.fit(upright.convert("RGBA"), (SIDE, SIDE))
    out = BytesIO()
    square.save(out, "WEBP", quality=78, method=3)
    return out.getvalue()
