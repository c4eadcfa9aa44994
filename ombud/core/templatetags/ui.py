"""The few tags that every template has: icons, people, times, styles, scripts."""

from datetime import datetime
from functools import lru_cache
from typing import Any

from django import template
from django.template import Context
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from lucide.templatetags.lucide import lucide

from ombud.core import local_time as words
from ombud.core.bundles import bundle
from ombud.core.icons import names_in_sprite
from ombud.core.widgets import widget

register = template.Library()
register.simple_tag(widget)


@register.simple_tag
def icon(name: str, size: str = "", css: str = "") -> SafeString:
    """An icon of the sprite: {% icon "reply" size="sm" css="muted" %}."""
    return _icon(str(name), str(size), str(css))


@lru_cache(maxsize=1000)
def _icon(name: str, size: str, css: str) -> SafeString:
    words_of_class = ["icon", f"icon-{size}" if size else "", css]
    css_class = escape(" ".join(filter(None, words_of_class)))
    if f"i-{name}" in names_in_sprite():
        return _use(f"i-{name}", f'class="{css_class}"')
    # Not in the sprite yet: drawn in place until `build_icons` runs.
    drawn = lucide(name, size=None, **{"class": css_class, "aria-hidden": "true"})
    return mark_safe(drawn)  # noqa: S308  # lucide's own drawing


@register.simple_tag
@lru_cache(maxsize=50)
def glyph(state: str) -> SafeString:
    """The shape of a category: new, open, waiting, external, resolved, closed."""
    name = f"g-{state}" if f"g-{state}" in names_in_sprite() else "g-open"
    return _use(name, f'class="glyph" data-state="{escape(state)}"')


@register.simple_tag
@lru_cache(maxsize=50)
def priority_mark(priority: str) -> SafeString:
    """The bars of a priority: low, normal, high, urgent."""
    name = f"p-{priority}" if f"p-{priority}" in names_in_sprite() else "p-normal"
    return _use(
        name, f'class="prio" data-prio="{escape(priority)}" viewBox="0 0 14 14"'
    )


def _use(symbol: str, attributes: str) -> SafeString:
    return mark_safe(  # noqa: S308  # names of the sprite, escaped attributes
        f'<svg {attributes} aria-hidden="true">'
        f'<use href="{static("icons.svg")}#{symbol}"/></svg>'
    )


@register.simple_tag
def avatar(
    person: Any, size: str = "", status: str = "", *, title: bool = True
) -> SafeString:
    """Two letters of an agent (with a hue) or a contact (grey); a sketch for nobody."""
    size_class = f" avatar-{size}" if size else ""
    if not person:
        return _nobody(size_class, _("Nobody yet") if title else "")
    name = str(person)
    initials = getattr(person, "initials", "") or initials_of(name)
    return _letters(
        initials, getattr(person, "hue", None), size_class, status, name * title
    )


@lru_cache(maxsize=1000)
def _letters(
    initials: str, hue: int | None, size_class: str, status: str, title: str
) -> SafeString:
    return format_html(
        '<span class="avatar{}{}"{}{}{} aria-hidden="true">{}</span>',
        size_class,
        "" if hue else " avatar-customer",
        format_html(' data-hue="{}"', hue) if hue else "",
        format_html(' data-status="{}"', status) if status else "",
        format_html(' title="{}"', title) if title else "",
        initials,
    )


@lru_cache(maxsize=20)
def _nobody(size_class: str, title: str) -> SafeString:
    return format_html(
        '<span class="avatar{} avatar-none"{}>{}</span>',
        size_class,
        format_html(' title="{}"', title) if title else "",
        icon("user-plus"),
    )


def initials_of(name: str) -> str:
    """First and last word's first letter or figure."""
    letters = [word[0] for word in name.split() if word[0].isalnum()]
    return "".join(letters[:1] + letters[1:][-1:]).upper() or "?"


@register.simple_tag
def local_time(moment: datetime | None) -> SafeString:
    """A moment in few words that the element ombud-local-time keeps true."""
    if moment is None:
        return SafeString("")
    return format_html(
        '<ombud-local-time><time datetime="{}" title="{}">{}</time></ombud-local-time>',
        moment.isoformat(timespec="seconds"),
        words.full(moment),
        words.short(moment, timezone.now()),
    )


@register.simple_tag(takes_context=True)
def region(context: Context, name: str) -> SafeString:
    """A place of the frame that an app above fills."""
    html: str = context["page"].navigation.region(name)
    return mark_safe(html)  # noqa: S308  # a rendered template


@register.simple_tag
def stylesheets() -> SafeString:
    """The link to the one style sheet."""
    return format_html('<link rel="stylesheet" href="{}">', _bundle_url("css"))


@register.simple_tag
def scripts() -> SafeString:
    """htmx and our elements; both wait for the page."""
    return format_html(
        '<script src="{}" defer></script>\n<script src="{}" type="module"></script>',
        static("django_htmx/htmx-2.min.js"),
        _bundle_url("js"),
    )


def _bundle_url(kind: str) -> str:
    return reverse("asset", args=[bundle(kind).name])
