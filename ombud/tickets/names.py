"""The history keeps public keys; people read names."""

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext

from ombud.core.remembered import forgotten_with, remembered
from ombud.users.models import Team, User
from ombud.workflows.known import KnownFields, known_types
from ombud.workflows.models import Category, Field, FieldKind, State
from ombud.workflows.values import shown

# {key: name, kind}.
States = dict[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Names:
    """What states, teams and agents are called, by their keys."""

    # Of the type at that time, and of the one before where an entry changes the type.
    states: "States"
    before: "States"
    # {id of a workflow: its states}.
    types: "dict[int, States]"
    teams: dict[str, str]
    agents: dict[str, str]
    categories: dict[str, str]

    @classmethod
    def of_workflow(cls, workflow_id: int) -> "Names":
        """Of that workflow's states, all teams and all agents; kept half a minute."""
        return _names_of(workflow_id)

    @classmethod
    def read(cls, workflow_id: int) -> "Names":
        """By one query; a name stands in the reader's language where it is ours."""

        def rows(model: Any, sort: str, key: str, extra: Any) -> Any:
            return model.objects.order_by().values_list(
                Value(sort, CharField()), F(key), F("name"), extra
            )

        none = Value("", CharField())
        # Of every type: a ticket may have had another one.
        place: Any = Concat(
            Cast("workflow_id", CharField()),
            Value("/"),
            "slug",
            output_field=CharField(),
        )
        states = State.objects.order_by().values_list(
            Value("state", CharField()), place, F("name"), F("kind")
        )
        found = states.union(
            rows(Team, "team", "slug", none),
            rows(User, "agent", "email", none),
            rows(Category, "category", "slug", none),
            all=True,
        )
        types: dict[int, States] = defaultdict(dict)
        names = cls(types[workflow_id], types[workflow_id], types, {}, {}, {})
        plain = {
            "team": names.teams,
            "agent": names.agents,
            "category": names.categories,
        }
        for sort, key, name, extra in found:
            if sort == "state":
                pk, _slash, slug = key.partition("/")
                types[int(pk)][slug] = (name, extra)
            else:
                plain[sort][key] = name
        return names

    def between(self, old: str, new: str) -> "Names":
        """Of an entry that changed the type; twice the same, of one in that type."""
        ids = {one.slug: one.pk for one in known_types()}
        before, states = (self.types.get(ids.get(slug, 0), {}) for slug in (old, new))
        return replace(self, before=before, states=states)

    def state(self, slug: str | None) -> str:
        """The state's name, or its key where it is gone."""
        return gettext(self.states[slug][0]) if slug in self.states else slug or ""

    def state_before(self, slug: str | None) -> str:
        """The same of where it came from."""
        return gettext(self.before[slug][0]) if slug in self.before else slug or ""

    def glyph(self, slug: str | None) -> str:
        """The picture of the state's kind."""
        kind = self.states[slug][1] if slug in self.states else "open"
        return "resolved" if kind == "solved" else kind

    def team(self, slug: str | None) -> str:
        """The team's name, or its key where it is gone."""
        return self.teams.get(slug or "", slug or "")

    def category(self, slug: str | None) -> str:
        """The category's name, or its key where it is gone."""
        return self.categories.get(slug or "", slug or "")

    def field(self, slug: str) -> Field | None:
        """The custom field; looked up only where one has changed."""
        return KnownFields.read().by_slug.get(slug)

    def value(self, field: Field | None, value: Any) -> str:
        """What a field holds, as people read it."""
        if field is None:
            return "–" if value is None else str(value)
        match field.kind:
            case FieldKind.AGENT if value:
                return self.agent(value)
            case FieldKind.TEAM if value:
                return self.team(value)
        return shown(field, value)

    def type(self, slug: str | None) -> str:
        """The workflow's name, or its key where it is gone."""
        names = {one.slug: one.label for one in known_types()}
        return names.get(slug or "", slug or "")

    def agent(self, email: str | None) -> str:
        """The agent's name, or their address where they are gone."""
        return self.agents.get(email or "", email or "")


_names_of = forgotten_with(State, Team, User, Category)(remembered(Names.read))
