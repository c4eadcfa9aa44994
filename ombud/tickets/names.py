"""The history keeps public keys; people read names."""

from dataclasses import dataclass, replace
from typing import Any

from django.core.cache import cache
from django.db.models import CharField, F, Value
from django.utils.translation import gettext

from ombud.users.models import Team, User
from ombud.workflows.known import KnownFields, known_types
from ombud.workflows.models import Category, Field, FieldKind, State
from ombud.workflows.values import shown

SECONDS = 30


@dataclass(frozen=True, slots=True)
class Names:
    """What states, teams and agents are called, by their keys."""

    states: dict[str, tuple[str, str]]
    teams: dict[str, str]
    agents: dict[str, str]
    categories: dict[str, str]

    @classmethod
    def of_workflow(cls, workflow_id: int) -> "Names":
        """Of that workflow's states, all teams and all agents; kept half a minute."""
        found: Names | None = cache.get(f"names-{workflow_id}")
        if found is None:
            found = cls._read(workflow_id)
            cache.set(f"names-{workflow_id}", found, SECONDS)
        return found

    @classmethod
    def _read(cls, workflow_id: int) -> "Names":
        """By one query; a name stands in the reader's language where it is ours."""

        def rows(model: Any, sort: str, key: str, extra: Any) -> Any:
            return model.objects.order_by().values_list(
                Value(sort, CharField()), F(key), F("name"), extra
            )

        none = Value("", CharField())
        states = rows(State, "state", "slug", F("kind"))
        found = states.filter(workflow=workflow_id).union(
            # Where it stood when it had another type.
            rows(State, "elsewhere", "slug", F("kind")).exclude(workflow=workflow_id),
            rows(Team, "team", "slug", none),
            rows(User, "agent", "email", none),
            rows(Category, "category", "slug", none),
            all=True,
        )
        names = cls({}, {}, {}, {})
        plain = {
            "team": names.teams,
            "agent": names.agents,
            "category": names.categories,
        }
        elsewhere: dict[str, tuple[str, str]] = {}
        for sort, key, name, extra in found:
            if sort == "state":
                names.states[key] = (name, extra)
            elif sort == "elsewhere":
                elsewhere[key] = (name, extra)
            else:
                plain[sort][key] = name
        return replace(names, states=elsewhere | names.states)

    def state(self, slug: str | None) -> str:
        """The state's name, or its key where it is gone."""
        return gettext(self.states[slug][0]) if slug in self.states else slug or ""

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
