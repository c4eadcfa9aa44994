"""The fields an action asks for, as the editor shows them."""

from dataclasses import dataclass
from typing import Any

from ombud.workflows.drafting import Row, uses_of
from ombud.workflows.models import Field, FieldKind
from ombud.workflows.plan import Plan
from ombud.workflows.use_forms import UseForm


@dataclass(frozen=True, slots=True)
class UseShown:
    """A field with the form that says how it is asked for."""

    row: Row
    use: Row
    form: UseForm

    @property
    def kind(self) -> str:
        """In words."""
        return str(FieldKind(self.row["kind"]).label)

    @property
    def is_open(self) -> bool:
        """Whether something in it has to be put right."""
        return bool(self.form.errors)


def uses_shown(
    plan: Plan, action: str, *, wrong: tuple[str, UseForm] | None = None
) -> dict[str, Any]:
    """What the list of fields needs; `wrong`: a field with the form that was sent."""
    defined = {row["slug"]: row for row in plan.get("fields", [])}
    uses = uses_of(plan, action)
    shown = []
    for use in uses:
        others = others_of(plan, action, use["field"])
        form = UseForm(
            others=others,
            initial=UseForm.initial_of(use, others),
            prefix=use["field"],
        )
        if wrong and wrong[0] == use["field"]:
            form = wrong[1]
        shown.append(UseShown(defined[use["field"]], use, form))
    asked = {use["field"] for use in uses}
    free = Field.objects.filter(noun="ticket").exclude(slug__in=asked)
    return {"uses": shown, "of": action, "free_fields": free}


def others_of(plan: Plan, action: str, field: str) -> list[Row]:
    """Beside whose values it may be shown: first what is asked for with it."""
    asked = {use["field"] for use in uses_of(plan, action)}
    rows = [row for row in plan.get("fields", []) if row["slug"] != field]
    return sorted(rows, key=lambda row: row["slug"] not in asked)
