"""Refused rows as a file that can be mended and sent again."""

import csv
import io

from django.utils.translation import gettext as _

from ombud.sources.guessing import OURS
from ombud.sources.models import Import

BOM = "\ufeff"


def as_csv(one: Import) -> str:
    """With its own headings and separator; what is wrong stands behind each row."""
    text = io.StringIO()
    delimiter = one.of.delimiter if one.of.format == "csv" else ";"
    writer = csv.writer(text, delimiter=delimiter)
    width = len(one.headings)
    writer.writerow([*one.headings, f"{OURS} {_('What is wrong')}"])
    for row in one.refusals.all():
        left = [""] * (width - len(row.cells))
        writer.writerow([*row.cells[:width], *left, row.why])
    return BOM + text.getvalue()
