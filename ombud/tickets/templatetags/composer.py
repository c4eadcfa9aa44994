"""What the composer and the buttons look up, so that any view may render them."""

from typing import Any

from django import template
from django.template import Context

from ombud.knowledge.languages import languages, short
from ombud.tickets.answering import language_of
from ombud.tickets.asked import Asked
from ombud.tickets.composer import Composer, composer_for
from ombud.tickets.habits import Habits
from ombud.tickets.models import Ticket
from ombud.workflows.models import Action, ActionKind

register = template.Library()
# Kinds that are written in the composer.
SHEETS = (ActionKind.REPLY, ActionKind.NOTE)


@register.simple_tag(takes_context=True)
def composer_on(context: Context, ticket: Ticket) -> Composer:
    """The view's composer, or a new one; with the reader's habits."""
    found: Composer | None = context.get("composer")
    request: Any = context["request"]
    read = {name: context.get(name) for name in ("actions", "timeline")}
    composer = found or composer_for(ticket, request.user, **read)
    habits: Habits = context.get("habits") or Habits.of(request)
    composer.habit, composer.goes_on = habits.state, habits.goes_on
    composer.wanted = context.get("wanted") or request.GET.get("write", "")
    composer.asked = context.get("asked") or _asked(ticket, composer, request)
    return composer


@register.simple_tag
def template_languages(ticket: Ticket) -> list[tuple[str, str, bool]]:
    """Code, name, and whether the customer is written to in it."""
    own = short(language_of(ticket))
    return [(code, name, code == own) for code, name in languages().items()]


def _asked(ticket: Ticket, composer: Composer, request: Any) -> Asked | None:
    """Without script the address names the action whose form is wanted."""
    slug = request.GET.get("action")
    found = next((one for one in composer.actions if one.slug == slug), None)
    return Asked(ticket, found) if found else None


def has_fields(action: Action) -> bool:
    """Told by Stateful.actions_for, in the same query."""
    return bool(getattr(action, "has_fields", False))


@register.filter
def opens_composer(action: Action) -> bool:
    """Whether the button only opens a sheet."""
    return action.kind in SHEETS and action.is_first and not has_fields(action)


@register.filter
def asks(action: Action) -> bool:
    """Whether an owner must be chosen first."""
    return action.kind == ActionKind.ASSIGN and not has_fields(action)


@register.filter
def fills(action: Action) -> bool:
    """Whether a form opens in place above the composer."""
    if opens_composer(action) or asks(action):
        return False
    return has_fields(action) or action.kind in {*SHEETS, ActionKind.FORWARD}


@register.filter
def in_sheet(action: Action) -> bool:
    """Whether its form goes with a sheet of the composer."""
    return action.kind in SHEETS


@register.filter
def moves(actions: list[Action]) -> list[Action]:
    """Those that do nothing but set a state."""
    return [
        one
        for one in actions
        if one.kind == ActionKind.MOVE and one.to_state and not has_fields(one)
    ]
