"""The map a ticket moves on."""

from ombud.workflows.models.action import Action, ActionKind, Assignment
from ombud.workflows.models.category import Category
from ombud.workflows.models.draft_step import DraftStep
from ombud.workflows.models.field import Field, FieldKind, FieldUse, Noun
from ombud.workflows.models.notice import Notice, NoticeEvent, Recipient
from ombud.workflows.models.right import Right, Rights, owners_of
from ombud.workflows.models.state import State, StateKind
from ombud.workflows.models.stateful import ActionNotAllowed, Stateful
from ombud.workflows.models.version import Version
from ombud.workflows.models.workflow import Workflow

__all__ = [
    "Action",
    "ActionKind",
    "ActionNotAllowed",
    "Assignment",
    "Category",
    "DraftStep",
    "Field",
    "FieldKind",
    "FieldUse",
    "Notice",
    "NoticeEvent",
    "Noun",
    "Recipient",
    "Right",
    "Rights",
    "State",
    "StateKind",
    "Stateful",
    "Version",
    "Workflow",
    "owners_of",
]
