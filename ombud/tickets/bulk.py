"""What can be done with many tickets at once, and what it would change."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Self

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from ombud.tickets.models import Ticket
from ombud.tickets.models.batch import MOST
from ombud.users.models import User
from ombud.workflows.models import Action, ActionKind, FieldKind, FieldUse, Recipient

# What a bar for many tickets offers; forwarding is a letter about one matter.
OFFERED = {ActionKind.MOVE, ActionKind.TAKE, ActionKind.REPLY, ActionKind.NOTE}
WRITTEN = {ActionKind.REPLY, ActionKind.NOTE}
# Where the state stays.
STILL = ("", "", "", "")


@dataclass(frozen=True, slots=True)
class Offer:
    """An action that all the workflows of the selected tickets know by that slug."""

    slug: str
    actions: tuple[Action, ...]
    # How many of the tickets it is possible on.
    count: int

    @property
    def first(self) -> Action:
        """What gives it its name and picture."""
        return self.actions[0]

    @property
    def label(self) -> str:
        """As its button says."""
        return self.first.label

    @property
    def is_written(self) -> bool:
        """Whether it needs words."""
        return self.first.kind in WRITTEN

    @property
    def uses(self) -> list[FieldUse]:
        """The fields of all of them, each once; a file belongs to one ticket alone."""
        found = {
            use.field.slug: use
            for each in reversed(self.actions)
            for use in each.field_uses.all()
            if use.field.kind != FieldKind.FILE
        }
        return sorted(found.values(), key=lambda use: use.position)

    @property
    def asks(self) -> bool:
        """Whether something has to be said before."""
        return self.is_written or bool(self.uses)

    @property
    def tells(self) -> str:
        """Who hears of it, in words; empty where nobody does by a notice."""
        labels = dict(Recipient.choices)
        kinds = {
            recipient.partition(":")[0]: None
            for action in self.actions
            for notice in action.notices.all()
            for recipient in notice.recipients
        }
        return ", ".join(str(labels[kind]) for kind in kinds if kind in labels)


@dataclass(frozen=True, slots=True)
class Line:
    """So many tickets go from here to there, or stay for this reason."""

    count: int
    words: str
    before: str = ""
    after: str = ""
    glyphs: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Preview:
    """What would change on how many tickets, and what would not."""

    changes: list[Line] = field(default_factory=list)
    refusals: list[Line] = field(default_factory=list)
    # What else has to be known before, in sentences.
    hints: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many tickets would change."""
        return sum(line.count for line in self.changes)


@dataclass
class Selected:
    """Tickets that a reader has chosen, as far as they may see them."""

    reader: User
    numbers: list[int]

    @classmethod
    def read(cls, reader: User, text: str) -> Self:
        """As a form sends them: “1042,1043”; nonsense is left out."""
        found = [int(one) for one in text.split(",") if one.isdecimal()][: MOST + 1]
        return cls(reader, list(dict.fromkeys(found))[:MOST])

    @cached_property
    def tickets(self) -> list[Ticket]:
        """Those that are really there; one query."""
        visible = Ticket.objects.visible_to(self.reader).filter(number__in=self.numbers)
        return list(
            visible.select_related("state", "workflow", "team", "assignee").defer(
                "assignee__password", "assignee__signature"
            )
        )

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.tickets)

    @property
    def text(self) -> str:
        """As a form sends them again."""
        return ",".join(str(ticket.number) for ticket in self.tickets)

    @cached_property
    def by_kind(self) -> dict[str, list[Action]]:
        """All actions of their workflows; two queries, and what they ask for."""
        found: dict[str, list[Action]] = {}
        for action in _actions({ticket.workflow_id for ticket in self.tickets}):
            found.setdefault(action.kind, []).append(action)
        return found

    @cached_property
    def offers(self) -> list[Offer]:
        """The actions that all of them have in common, where one at least may."""
        actions: dict[str, list[Action]] = {}
        for kind in OFFERED:
            for action in self.by_kind.get(kind, []):
                actions.setdefault(action.slug, []).append(action)
        workflows = len({ticket.workflow_id for ticket in self.tickets})
        offers = [
            Offer(slug, tuple(of_slug), self._possible(of_slug))
            for slug, of_slug in actions.items()
            if len(of_slug) == workflows
        ]
        known = [offer for offer in offers if offer.count]
        return sorted(known, key=lambda offer: (offer.is_written, offer.first.position))

    def offer(self, slug: str) -> Offer | None:
        """The one of that name."""
        return next((one for one in self.offers if one.slug == slug), None)

    @property
    def may_assign(self) -> bool:
        """Whether one of them at least may be given to somebody."""
        return bool(self._possible(self.by_kind.get(ActionKind.ASSIGN, [])))

    @property
    def may_delete(self) -> bool:
        """Whether one of them at least may go to the bin."""
        return bool(self._possible(self.by_kind.get(ActionKind.DELETE, [])))

    @property
    def may_alter(self) -> bool:
        """Whether tags and priority of one of them at least may change."""
        return any(ticket.may_alter(self.reader) for ticket in self.tickets)

    @property
    def tags(self) -> list[tuple[str, int]]:
        """Which tags they have, and on how many; the most frequent first."""
        return Counter(tag for one in self.tickets for tag in one.tags).most_common(30)

    def preview(self, actions: Iterable[Action]) -> Preview:
        """What these actions would do; no further query."""
        by_workflow: dict[int, list[Action]] = {}
        for action in actions:
            by_workflow.setdefault(action.workflow_id, []).append(action)
        changes: Counter[tuple[str, str, str, str]] = Counter()
        refusals: Counter[str] = Counter()
        for ticket in self.tickets:
            found, why = self._first(ticket, by_workflow.get(ticket.workflow_id, []))
            if why:
                refusals[why] += 1
            else:
                before = ticket.state
                after = found.to_state if found and found.to_state else before
                moved = (before.label, before.glyph, after.label, after.glyph)
                changes[moved if before.pk != after.pk else STILL] += 1
        return Preview(
            [
                Line(count, "", before, after, (glyph, glyph_after))
                for (before, glyph, after, glyph_after), count in changes.most_common()
            ],
            [Line(count, why) for why, count in refusals.most_common()],
        )

    def preview_altering(self) -> Preview:
        """The same for what needs no action."""
        refusals = Counter(
            ticket.why_not_alter(self.reader)
            for ticket in self.tickets
            if not ticket.may_alter(self.reader)
        )
        lines = [Line(count, why) for why, count in refusals.most_common()]
        return Preview([Line(self.count - refusals.total(), "")], lines)

    def _possible(self, actions: Iterable[Action]) -> int:
        return self.preview(actions).count

    def _first(
        self, ticket: Ticket, actions: list[Action]
    ) -> tuple[Action | None, str]:
        """The first of them that is possible on the ticket, or why none is."""
        why = _("This workflow has no such action.")
        for action in reversed(actions):
            why = self._why_not(ticket, action)
            if not why:
                return action, ""
        return None, why

    def _why_not(self, ticket: Ticket, action: Action) -> str:
        """As Stateful.check_action says it, from what is at hand."""
        may = ticket.may_act(self.reader) and ticket.may_perform(action, self.reader)
        if not may:
            return ticket.why_not(action, self.reader)
        if ticket.state_id not in {state.pk for state in action.from_states.all()}:
            return _("“%(action)s” is not possible while the state is “%(state)s”.") % {
                "action": action.label,
                "state": ticket.state.label,
            }
        return ""


def _actions(workflows: set[int]) -> Iterator[Action]:
    uses = FieldUse.objects.select_related("field")
    yield from (
        Action.objects.filter(workflow__in=workflows)
        .select_related("to_state")
        .prefetch_related(
            "from_states", "notices", Prefetch("field_uses", queryset=uses)
        )
        .order_by("workflow__position", "position")
    )
