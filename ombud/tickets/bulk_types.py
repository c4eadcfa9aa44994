"""Another type for many tickets: what it asks, and where each of them would land."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ombud.tickets.bulk import Line, Preview, Selected
from ombud.tickets.models.concerns.retypable import landing_among
from ombud.users.models import User
from ombud.workflows.landing import asked_by, landings, openable_by
from ombud.workflows.models import FieldKind, FieldUse, State, Workflow, owners_of


def types_for(selected: Selected) -> list[Workflow]:
    """What they may become; nothing that all of them are already."""
    now = {ticket.workflow_id for ticket in selected.tickets}
    return [one for one in openable_by(selected.reader) if {one.pk} != now]


@dataclass
class BulkRetyping:
    """Chosen tickets, and the type that they shall get."""

    selected: Selected
    slug: str

    @cached_property
    def workflow(self) -> Workflow | None:
        """The type; None where it is not the reader's to give."""
        offered = types_for(self.selected)
        return next((one for one in offered if one.slug == self.slug), None)

    @cached_property
    def uses(self) -> list[FieldUse]:
        """What it asks for; a file belongs to one ticket alone."""
        asked = asked_by(self.workflow) if self.workflow else []
        return [use for use in asked if use.field.kind != FieldKind.FILE]

    @cached_property
    def preview(self) -> Preview:
        """Where they land and who loses one; the cost grows with no ticket."""
        moved: Counter[tuple[State, State]] = Counter()
        refused: Counter[str] = Counter()
        for ticket in self.selected.tickets:
            if why := self._why_not(ticket):
                refused[why] += 1
            else:
                moved[ticket.state, self._landing(ticket.state)] += 1
        return Preview(
            [_line(count, *way) for way, count in moved.most_common()],
            [Line(count, why) for why, count in refused.most_common()],
            self._hints,
        )

    @property
    def _hints(self) -> list[str]:
        count = self._ownerless
        words = ngettext(
            "%(count)s waits for its team: who has it may not own this type.",
            "%(count)s wait for their team: who has them may not own this type.",
            count,
        )
        return [words % {"count": count}] if count else []

    @cached_property
    def _offered(self) -> list[State]:
        return landings(self.workflow, self.selected.reader) if self.workflow else []

    def _landing(self, now: State) -> State:
        assert self.workflow is not None  # noqa: S101  # nothing lands without a type
        return landing_among(self._offered, now) or self.workflow.first_state

    def _why_not(self, ticket: Any) -> str:
        if not ticket.may_alter(self.selected.reader):
            return str(ticket.why_not_alter(self.selected.reader))
        if self.workflow and ticket.workflow_id == self.workflow.pk:
            return _("They are of that type already.")
        return ""

    @cached_property
    def _ownerless(self) -> int:
        """How many are somebody's who may not own that type."""
        if self.workflow is None:
            return 0
        mine = [t for t in self.selected.tickets if not self._why_not(t)]
        owners = {t.assignee_id for t in mine if t.assignee_id}
        may = User.objects.filter(owners_of(self.workflow), pk__in=owners)
        kept = set(may.values_list("pk", flat=True)) if owners else set()
        return sum(t.assignee_id in owners - kept for t in mine)


def _line(count: int, before: State, after: State) -> Line:
    glyphs = (before.glyph, after.glyph)
    return Line(count, "", before.label, after.label, glyphs)
