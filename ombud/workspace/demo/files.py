"""Pictures and papers that look like what customers send; made, not copied."""

import io
import random
import zlib

from PIL import Image, ImageDraw, ImageFilter

SIZE = (640, 480)
WALLS = ["#d9cfc2", "#c7d0d4", "#e2dccb", "#bfc7bd", "#d6c6c0"]
TOPS = ["#8a6b4f", "#5e5a57", "#b79f7c", "#7b8078"]
PLASTICS = ["#f0e6d2", "#2b2b2e", "#8c1f1f", "#dfe3e6"]


def content(kind: str, name: str) -> tuple[bytes, str]:
    """The bytes and the content type of a file of a story."""
    if kind == "pdf":
        return paper(name), "application/pdf"
    return photo(name), "image/jpeg"


def photo(name: str) -> bytes:
    """A machine on a table with something below it, a little out of focus."""
    dice = random.Random(zlib.crc32(name.encode()))  # noqa: S311  # pictures, no secrets
    image = Image.new("RGB", SIZE, dice.choice(WALLS))
    draw = ImageDraw.Draw(image)
    table = dice.randint(290, 360)
    draw.rectangle((0, table, *SIZE), fill=dice.choice(TOPS))
    x, width = dice.randint(150, 250), dice.randint(150, 230)
    top = table - dice.randint(190, 240)
    draw.rounded_rectangle(
        (x, top, x + width, table + 14), 24, fill=dice.choice(PLASTICS)
    )
    draw.rectangle((x + 34, top + 100, x + width - 34, table - 14), fill="#19181a")
    draw.ellipse((x + 26, top + 26, x + 60, top + 60), fill="#c9ccd1")
    for _ in range(dice.randint(2, 5)):
        left, wide = dice.randint(x - 80, x + width), dice.randint(40, 170)
        high = table + dice.randint(14, 80)
        draw.ellipse((left, high, left + wide, high + wide // 4), fill="#9fb2bd")
    soft = image.filter(ImageFilter.GaussianBlur(dice.uniform(0.8, 2)))
    out = io.BytesIO()
    soft.rotate(dice.uniform(-4, 4), resample=Image.Resampling.BILINEAR).save(
        out, "JPEG", quality=78
    )
    return out.getvalue()


def paper(name: str) -> bytes:
    """One page of PDF (ISO 32000-1, 7.5) with the shop's name and the file's."""
    title = name.rsplit(".", 1)[0].replace("-", " ")
    text = (
        f"BT /F1 20 Tf 60 770 Td (Crema & Co.) Tj 0 -40 Td /F1 14 Tf ({title}) Tj "
        "0 -40 Td /F1 11 Tf (Kanalstrasse 4, 04109 Leipzig) Tj ET "
        "0.8 w 60 660 m 535 660 l S"
    )
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            "/Resources << /Font << /F1 5 0 R >> >> >>"
        ),
        f"<< /Length {len(text)} >>\nstream\n{text}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    return _pdf(objects)


def _pdf(objects: list[str]) -> bytes:
    out, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    out += f"xref\n0 {size}\n0000000000 65535 f \n{table}"
    start = out.index("xref\n0")
    out += f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    return out.encode("latin-1", "replace")
