"""Foreign HTML to safe HTML, and HTML to text and back."""

import re
from collections.abc import Mapping
from html import escape, unescape
from urllib.parse import unquote

import nh3

from ombud.lib.balance import balanced
from ombud.lib.charsets import storable
from ombud.lib.html_text import html_from, text_from
from ombud.lib.markup import names
from ombud.lib.styles import safe_style

__all__ = ["block_remote_images", "clean", "html_from", "replace_cids", "text_from"]

_TAGS = names(
    "a abbr address article aside b bdi bdo big blockquote br caption center cite "
    "code col colgroup dd del details dfn div dl dt em figcaption figure font "
    "footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol p pre q s "
    "samp section small span strike strong sub summary sup table tbody td tfoot th "
    "thead time tr tt u ul var wbr"
)
_ATTRIBUTES: dict[str, set[str]] = {
    "*": {"align", "bgcolor", "class", "dir", "height", "id", "lang", "style"}
    | {"title", "valign", "width"},
    "a": {"href", "name"},
    "blockquote": {"type"},
    "col": {"span"},
    "font": {"color", "face", "size"},
    "img": {"alt", "border", "hspace", "src", "vspace"},
    "li": {"value"},
    "ol": {"start", "type"},
    "table": {"border", "cellpadding", "cellspacing"},
    "td": {"colspan", "nowrap", "rowspan"},
    "th": {"colspan", "nowrap", "rowspan", "scope"},
    "ul": {"type"},
}
# Names by which mail programs mark what they quote; see quoted_html. No other class
# or id is kept, or a mail could dress up as a part of our page.
MARKS = frozenset(
    {"gmail_quote", "gmail_attr", "gmail_quote_container", "gmail_extra"}
    | {"gmail_signature", "moz-cite-prefix", "moz-forward-container", "moz-signature"}
    | {"yahoo_quoted", "yahooquotedtext", "protonmail_quote", "zmail_extra"}
    | {"outlookmessageheader", "divrplyfwdmsg", "appendonsend", "olk_src_body_section"}
    | {"mail-editor-reference-message-container", "isforwardcontent", "replyforward"}
    | {
        "wordsection1",
        "ymail_android_signature",
        "reply-intro",
        "cite",
        "tutanota_quote",
    }
    | {"mailcontainer", "x_divrplyfwdmsg", "ms-outlook-mobile-reference-message"}
    | {"quote", "hmmessage", "stopspelling", "blockquote"}
)
_SCHEMES = {"http", "https", "mailto", "tel", "cid", "data"}
_DATA_IMAGE = re.compile(
    r"data:image/(?:png|jpe?g|gif|webp|bmp);base64,[A-Za-z0-9+/=\s]*\Z"
)
_IMAGE_SOURCE = re.compile(r"(?:https?://|cid:)", re.IGNORECASE)
_LINK = re.compile(r"(?:https?:|mailto:|tel:|#)", re.IGNORECASE)
_MENTION = re.compile(r"(?:user|team):[^\s\"<>&]{1,320}\Z")
_IMAGE = re.compile(r'(<img\b[^<>]*?\s)src="([^"<>]*)"', re.IGNORECASE)


def clean(html: str, *, mentions: bool = False) -> str:
    """What is safe to show of a foreign HTML; its words are kept.

    Scripts, forms, frames, media, styles beyond a short list and every class or id
    but the marks of quotes go. Images stay, also remote ones: see
    `block_remote_images`. `mentions`: in notes, spans may name a colleague.
    """
    cleaner = _NOTE_CLEANER if mentions else _CLEANER
    return cleaner.clean(balanced(storable(html), _TAGS))


def block_remote_images(html: str) -> tuple[str, int]:
    """Cleaned HTML whose remote images load nothing, and how many they are.

    The address waits in `data-remote-src` until the reader asks for it.
    """
    count = 0

    def block(match: re.Match[str]) -> str:
        nonlocal count
        if not match[2].lower().startswith(("http:", "https:")):
            return match[0]
        count += 1
        return f'{match[1]}data-remote-src="{match[2]}"'

    return _IMAGE.sub(block, html), count


def replace_cids(html: str, urls: Mapping[str, str]) -> str:
    """Cleaned HTML whose inline images point to where we keep them."""

    def replace(match: re.Match[str]) -> str:
        scheme, _, content_id = match[2].partition(":")
        if scheme.lower() != "cid" or (url := _by_id(urls, content_id)) is None:
            return match[0]
        return f'{match[1]}src="{escape(url)}"'

    return _IMAGE.sub(replace, html)


def _by_id(urls: Mapping[str, str], content_id: str) -> str | None:
    return urls.get(unescape(unquote(content_id))) or urls.get(content_id)


def _attribute(tag: str, name: str, value: str) -> str | None:
    """The value to keep, or nothing to drop the attribute."""
    if name == "style":
        return safe_style(value) or None
    if name in {"class", "id"}:
        return " ".join(w for w in value.split() if w.lower() in MARKS) or None
    if tag == "img" and name == "src":
        source = value.strip()
        safe = _IMAGE_SOURCE.match(source) or _DATA_IMAGE.match(source)
        return source if safe else None
    if name == "data-mention":
        return value if _MENTION.match(value) else None
    if name == "href":
        href = value.strip()
        return href if _LINK.match(href) else None
    return value


def _cleaner(attributes: dict[str, set[str]]) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(_TAGS),
        attributes=attributes,
        attribute_filter=_attribute,
        url_schemes=_SCHEMES,
        link_rel="noopener noreferrer",
        set_tag_attribute_values={"a": {"target": "_blank"}},
    )


_CLEANER = _cleaner(_ATTRIBUTES)
_NOTE_CLEANER = _cleaner({**_ATTRIBUTES, "span": {"data-mention"}})
