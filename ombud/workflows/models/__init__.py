"""The map a ticket moves on."""

from ombud.workflows.models.action import Action, ActionKind
from ombud.workflows.models.category import Category
from ombud.workflows.models.state import State, StateKind
from ombud.workflows.models.stateful import ActionNotAllowed, Stateful
from ombud.workflows.models.workflow import Workflow

__all__ = [
    "Action",
    "ActionKind",
    "ActionNotAllowed",
    "Category",
    "State",
    "StateKind",
    "Stateful",
    "Workflow",
]
