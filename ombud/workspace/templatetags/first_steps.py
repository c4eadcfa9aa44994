"""The first steps, for the room where a ticket will be."""

from typing import Any

from django import template
from django.template import Context

from ombud.users.permissions import Permission
from ombud.workspace.first_steps import Step, first_steps

register = template.Library()


@register.simple_tag(takes_context=True)
def steps_on_desk(context: Context) -> list[Step]:
    """Nothing, without a query, where they were put away or are not the reader's."""
    reader: Any = context["request"].user
    if not context["page"].installation.shows_first_steps:
        return []
    return first_steps(reader) if reader.may(Permission.MANAGE_SETTINGS) else []
