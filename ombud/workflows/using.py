"""The fields an action asks for, as the editor shows them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ombud.workflows.drafting import Row, use, uses_of
from ombud.workflows.models import Field, FieldKind
from ombud.workflows.plan import Plan
from ombud.workflows.use_forms import UseForm


@dataclass(frozen=True, slots=True)
class UseShown:
    """A field with the form that says how it is asked for."""

    row: Row
    use: Row
    form: UseForm
    # It was asked for just now: here one goes on.
    is_new: bool = False

    @property
    def kind(self) -> str:
        """In words."""
        return str(FieldKind(self.row["kind"]).label)

    @property
    def is_open(self) -> bool:
        """Whether something in it has to be put right."""
        return self.is_new or bool(self.form.errors)


def uses_shown(
    plan: Plan, action: str, *, sent: Mapping[str, Any] | None = None, new: str = ""
) -> dict[str, Any]:
    """What the list of fields needs; `sent`: by its form, `new`: where one goes on."""
    defined = {row["slug"]: row for row in plan.get("fields", [])}
    uses = uses_of(plan, action)
    shown = []
    for one in uses:
        slug = one["field"]
        others = others_of(plan, action, slug)
        form = UseForm(
            sent if sent and UseForm.is_sent(sent, slug) else None,
            others=others,
            initial=UseForm.initial_of(one, others),
            prefix=slug,
        )
        shown.append(UseShown(defined[slug], one, form, is_new=slug == new))
    asked = {one["field"] for one in uses}
    free = Field.objects.filter(noun="ticket").exclude(slug__in=asked)
    return {"uses": shown, "of": action, "free_fields": free}


def are_right(shown: list[UseShown]) -> bool:
    """Whether each of them can be kept as it was sent."""
    return not any(one.form.errors for one in shown)


def asked_otherwise(plan: Plan, action: str, shown: list[UseShown]) -> Plan:
    """With each field asked for as it was sent."""
    for one in shown:
        if one.form.is_bound:
            plan = use(plan, action, one.row["slug"], **one.form.columns())
    return plan


def others_of(plan: Plan, action: str, field: str) -> list[Row]:
    """Beside whose values it may be shown: first what is asked for with it."""
    asked = {use["field"] for use in uses_of(plan, action)}
    rows = [row for row in plan.get("fields", []) if row["slug"] != field]
    return sorted(rows, key=lambda row: row["slug"] not in asked)
