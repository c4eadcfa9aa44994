"""How a foreign letter is shown: inside our page, or in a frame of its own."""

import re
from functools import lru_cache

import nh3
from django.utils.safestring import SafeString, mark_safe

from ombud.lib import html as html_lib

# What a letter inside our page may keep: structure, links and pictures; no style, no
# colour, no id. The rest is the look of Ombud, in light and dark.
_TAGS = """
a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl
dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp
small span strike strong sub summary sup table tbody td tfoot th thead tr tt u ul var
wbr
"""
_ATTRIBUTES = {
    "*": {"dir", "lang", "title"},
    "a": {"href", "target"},
    "img": {"src", "data-remote-src", "alt", "width", "height"},
    "ol": {"start", "type"},
    "li": {"value"},
    # Only notes have it: cleaning takes it from what comes in.
    "span": {"data-mention"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
_PLAIN = nh3.Cleaner(
    tags=set(_TAGS.split()),
    attributes=_ATTRIBUTES,
    url_schemes={"http", "https", "mailto", "tel", "cid", "data"},
    link_rel="noopener noreferrer nofollow",
)
_GAPS = re.compile(r"(?:<(p|div)>(?:\s|&nbsp;|\xa0|<br>)*</\1>\s*|<br>\s*){3,}")


# Readers that speak need a description, and be it that there is none.
_UNNAMED = re.compile(r"<img(?![^>]*\salt=)")


@lru_cache(maxsize=512)
def inline(html: str) -> tuple[SafeString, int]:
    """Cleaned HTML without its look, no picture loaded from elsewhere; how many."""
    blocked, count = html_lib.block_remote_images(html)
    return _plain(blocked), count


@lru_cache(maxsize=128)
def inline_with_images(html: str) -> SafeString:
    """The same, with the pictures."""
    return _plain(html)


def _plain(html: str) -> SafeString:
    return _safe(described(_GAPS.sub("<br><br>", _PLAIN.clean(html))))


def described(html: str) -> str:
    """Pictures without a description get an empty one."""
    return _UNNAMED.sub('<img alt=""', html)


@lru_cache(maxsize=256)
def remote_images(html: str) -> int:
    """How many pictures it would load from elsewhere."""
    return html_lib.block_remote_images(html)[1]


def with_files(html: str, urls: dict[str, str]) -> SafeString:
    """Pictures that came with the letter, by their Content-ID."""
    if not urls or "cid:" not in html.lower():
        return _safe(html)
    return _safe(html_lib.replace_cids(html, urls))


def from_text(text: str) -> SafeString:
    """Plain words as paragraphs."""
    return _safe(html_lib.html_from(text))


def _safe(html: str) -> SafeString:
    return mark_safe(html)  # noqa: S308  # cleaned by lib.html when it came in
