"""Placeholders that stand in a text still: nothing leaves with one of them in it."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ombud.lib import html as html_lib

# Only ours: whoever writes to a shop's programmer may quote {{ page.title }}.
GROUPS = "action|actor|agent|ask|company|customer|fields|message|order|shipment|ticket"
GAP = re.compile(
    r"\{\{[-\s]*((?:" + GROUPS + r")\.[a-z0-9_.\-]+)[^{}]{0,200}\}\}", re.IGNORECASE
)


def gaps_in(html: str = "", text: str = "") -> list[str]:
    """Their names, each once, in the order of the text."""
    if "{{" not in html and "{{" not in text:
        return []
    words = f"{text}\n{html_lib.text_from(html)}" if html else text
    return list(dict.fromkeys(name.lower() for name in GAP.findall(words)))


def sentence_for(gaps: list[str]) -> str:
    """Which are not filled in, and what to do."""
    said = ngettext(
        "%(names)s is not filled in. Write there what belongs there, then send.",
        "%(names)s are not filled in. Write there what belongs there, then send.",
        len(gaps),
    )
    return said % {"names": ", ".join(_("“%s”") % name for name in gaps)}
