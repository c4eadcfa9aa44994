"""What the ticket's partials look up for themselves: any view may render them."""

from collections import OrderedDict
from datetime import datetime
from typing import Any

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language

from ombud.core import local_time as words
from ombud.tickets import retyping
from ombud.tickets.extras import shown_extras
from ombud.tickets.models import Chip, Priority, Tag, Ticket
from ombud.tickets.said import Said
from ombud.tickets.thumbnails import has_thumbnail, icon_of
from ombud.tickets.timeline import Timeline, timeline_of
from ombud.tickets.urls_of import attachment_url, tag_url
from ombud.workflows.models import Action, Category

ENTRY = "tickets/_entry.html"
# Entries never change: what was drawn stays right, the oldest makes room.
MOST_DRAWN = 2000
_drawn: OrderedDict[tuple[object, ...], SafeString] = OrderedDict()

register = template.Library()
register.filter("attachment_url", attachment_url)
register.filter("has_thumbnail", has_thumbnail)
register.filter("file_icon", icon_of)
register.filter("full_time", words.full)


@register.filter
def clock(moment: datetime) -> SafeString:
    """Hours and minutes; the whole date in the title."""
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        moment.isoformat(timespec="seconds"),
        words.full(moment),
        words.clock(timezone.localtime(moment)),
    )


@register.simple_tag(takes_context=True)
def timeline(context: Context, ticket: Ticket) -> Timeline:
    """The view's timeline; after an action the newest, with nothing new in it."""
    found: Timeline | None = context.get("timeline")
    reader: Any = context["request"].user
    return found or timeline_of(ticket, reader, new_since=timezone.now())


@register.simple_tag(takes_context=True)
def entry(context: Context, said: Said) -> SafeString:
    """A message or a note; drawn once for all to whom it looks the same."""
    ticket: Ticket = context["ticket"]
    if said.look is None:
        flat = {"said": said, "ticket": ticket}
        return render_to_string(ENTRY, flat, context["request"])
    # Its way to a ticket of its own names the ticket that it stands on now.
    place = (ticket.number, ticket.language)
    key = (*said.look, *place, get_language(), get_current_timezone_name())
    found = _drawn.get(key)
    if found is None:
        found = render_to_string(ENTRY, {"said": said, "ticket": ticket})
        _drawn[key] = found
        if len(_drawn) > MOST_DRAWN:
            _drawn.popitem(last=False)
    return found


@register.simple_tag(takes_context=True)
def actions_on(context: Context, ticket: Ticket) -> list[Action]:
    """What the reader may do on the ticket now, asked once a page."""
    found: list[Action] | None = context.get("actions")
    reader: Any = context["request"].user
    return ticket.actions_for(reader) if found is None else found


@register.simple_tag(takes_context=True)
def may_retype(context: Context, ticket: Ticket) -> bool:
    """Whether the reader may change its type, and there is another one."""
    reader: Any = context["request"].user
    return retyping.may_retype(ticket, reader)


@register.simple_tag(takes_context=True)
def may_alter(context: Context, ticket: Ticket) -> bool:
    """Whether the reader may change what needs no action: priority, category."""
    reader: Any = context["request"].user
    return ticket.may_alter(reader)


@register.simple_tag(takes_context=True)
def extras(context: Context, place: str, ticket: Ticket) -> SafeString:
    """What the apps above show of the ticket in that place."""
    return shown_extras(place, context["request"], ticket)


@register.simple_tag
def chips_on(ticket: Ticket) -> tuple[Chip, ...]:
    """Its tags with their colours; from memory."""
    return Tag.objects.chips(ticket.tags)


@register.simple_tag
def tag_list(tag: Chip) -> str:
    """The list of all tickets with this tag."""
    return tag_url(tag.name)


@register.simple_tag
def category_tree() -> list[Category]:
    """All categories, each below its parent; from memory."""
    return Category.objects.tree()


@register.simple_tag
def priorities() -> list[tuple[str, Any]]:
    """All of them, the most urgent first."""
    return list(reversed(Priority.choices))
