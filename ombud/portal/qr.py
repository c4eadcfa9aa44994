"""An address as a code that a telephone's camera reads."""

import segno
from django.utils.safestring import SafeString, mark_safe


def code_of(text: str) -> SafeString:
    """Inline SVG; black on white in light and dark, because cameras want it so."""
    drawn = segno.make(text, error="m", micro=False).svg_inline(
        scale=4, border=2, omitsize=True, svgclass="qr-code", lineclass=None
    )
    return mark_safe(drawn)  # noqa: S308  # numbers and our own class
