"""The few inline styles a foreign mail may bring."""

import re

from ombud.lib.markup import names

_PROPERTIES = names(
    "background-color border border-bottom border-collapse border-color border-left "
    "border-radius border-right border-spacing border-style border-top border-width "
    "color direction display font-family font-size font-style font-variant font- "
    "weight height letter-spacing line-height list-style-type margin margin-bottom "
    "margin-left margin-right margin-top max-height max-width min-height min-width "
    "padding padding-bottom padding-left padding-right padding-top text-align text- "
    "decoration text-indent text-transform vertical-align white-space width word- "
    "break word-wrap"
)
_SHORTHANDS = {"background": "background-color"}
# No backslash, no comment, no negative length: nothing hides and nothing overlays.
_VALUE = re.compile(r"(?!.*(?:\s|\A)-)[\w\s#%.,'\"!-]{1,200}\Z", re.DOTALL)
_COLOUR = re.compile(r"(?:rgb|hsl)a?\([\d\s.,%/]{1,40}\)")


def safe_style(style: str) -> str:
    """Declarations of the known properties whose values are plain words or lengths."""
    kept = (_declaration(written) for written in style[:10_000].split(";"))
    return "; ".join(text for text in kept if text)


def _declaration(written: str) -> str:
    name, _, value = written.partition(":")
    name, value = name.strip().lower(), value.strip()
    name = _SHORTHANDS.get(name, name)
    if name not in _PROPERTIES or not _VALUE.match(_COLOUR.sub("colour", value)):
        return ""
    return f"{name}: {value}"
