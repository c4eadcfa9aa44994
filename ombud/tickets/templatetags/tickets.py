"""What the ticket's partials look up for themselves: any view may render them."""

from datetime import datetime
from typing import Any

from django import template
from django.template import Context
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ombud.core import local_time as words
from ombud.tickets.models import Priority, Ticket
from ombud.tickets.thumbnails import has_thumbnail, icon_of
from ombud.tickets.timeline import Timeline, timeline_of
from ombud.tickets.urls_of import attachment_url
from ombud.workflows.models import Action

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
def actions_on(context: Context, ticket: Ticket) -> list[Action]:
    """What the reader may do on the ticket now, asked once a page."""
    found: list[Action] | None = context.get("actions")
    reader: Any = context["request"].user
    return ticket.actions_for(reader) if found is None else found


@register.simple_tag
def priorities() -> list[tuple[str, Any]]:
    """All of them, the most urgent first."""
    return list(reversed(Priority.choices))
