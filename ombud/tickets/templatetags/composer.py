"""What the composer and the buttons look up, so that any view may render them."""

from typing import Any

from django import template
from django.template import Context

from ombud.tickets.composer import Composer, composer_for
from ombud.tickets.habits import Habits
from ombud.tickets.models import Ticket
from ombud.workflows.models import Action, ActionKind

register = template.Library()


@register.simple_tag(takes_context=True)
def composer_on(context: Context, ticket: Ticket) -> Composer:
    """The view's composer, or a new one; with the reader's habits."""
    found: Composer | None = context.get("composer")
    request: Any = context["request"]
    actions = context.get("actions")
    composer = found or composer_for(ticket, request.user, actions=actions)
    habits: Habits = context.get("habits") or Habits.of(request)
    composer.habit, composer.goes_on = habits.state, habits.goes_on
    composer.wanted = context.get("wanted") or request.GET.get("write", "")
    return composer


@register.filter
def opens_composer(action: Action) -> bool:
    """Whether the button only opens a sheet."""
    return action.kind in {ActionKind.REPLY, ActionKind.NOTE}


@register.filter
def asks(action: Action) -> bool:
    """Whether something must be chosen first."""
    return bool(action.kind == ActionKind.ASSIGN)


@register.filter
def moves(actions: list[Action]) -> list[Action]:
    """Those that do nothing but set a state."""
    return [one for one in actions if one.kind == ActionKind.MOVE and one.to_state]
