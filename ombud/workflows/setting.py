"""Values of custom fields that an action sets by itself."""

from typing import Any

from ombud.workflows.drafting import Row
from ombud.workflows.forms import FieldsForm
from ombud.workflows.models import Field, FieldKind, FieldUse
from ombud.workflows.plan import Plan

# What an action cannot know beforehand.
UNSETTABLE = {FieldKind.FILE, FieldKind.RECORD}


class SetForm(FieldsForm):
    """The workflow's fields, each with the value that the action gives it."""

    def __init__(self, data: Any, *, plan: Plan, action: Row) -> None:
        """`action`: what it sets by now."""
        initial = action.get("set", {}).get("fields", {})
        super().__init__(_uses(plan), data, initial=initial)

    def columns(self) -> Row:
        """As the plan has it; nothing where nothing is set."""
        found = {name: value for name, value in self.values.items() if value}
        return {"fields": found} if found else {}


def _uses(plan: Plan) -> list[FieldUse]:
    """As if the action asked for each field, which it need not be given."""
    columns = ("slug", "name", "kind", "help", "options")
    return [
        FieldUse(field=Field(**{name: row[name] for name in columns if name in row}))
        for row in plan.get("fields", [])
        if row["kind"] not in UNSETTABLE
    ]
