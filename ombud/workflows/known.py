"""Which fields and types there are: small tables that many pages read."""

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg

from ombud.core.remembered import forgotten_with, remembered
from ombud.workflows.models.field import Field, FieldKind, Noun
from ombud.workflows.models.workflow import Workflow

# What a list can be narrowed to by one click, and asked for by a plain word.
NARROWING = {
    FieldKind.TEXT,
    FieldKind.CHOICE,
    FieldKind.TREE,
    FieldKind.CHECKBOX,
    FieldKind.AGENT,
    FieldKind.TEAM,
}


@dataclass(frozen=True, slots=True)
class KnownFields:
    """The custom fields of tickets, and which workflows ask for them."""

    by_slug: dict[str, Field]
    workflows: dict[str, frozenset[int]]

    @classmethod
    def read(cls) -> "KnownFields":
        """By one query; kept half a minute."""
        return _known_fields()

    def of_workflow(self, workflow_id: int) -> list[Field]:
        """What its actions and its opening form ask for."""
        return [
            field
            for slug, field in self.by_slug.items()
            if workflow_id in self.workflows[slug]
        ]

    @property
    def listed(self) -> list[Field]:
        """By which lists are narrowed."""
        return [
            field
            for field in self.by_slug.values()
            if field.is_listed and field.kind in NARROWING
        ]


@forgotten_with(Workflow, Field)
@remembered
def _known_fields() -> KnownFields:
    uses: Any = ArrayAgg("uses__workflow_id", distinct=True)
    rows = list(Field.objects.filter(noun=Noun.TICKET).annotate(used_in=uses))
    return KnownFields(
        {row.slug: row for row in rows},
        {row.slug: frozenset(pk for pk in row.used_in if pk) for row in rows},
    )


@forgotten_with(Workflow)
@remembered
def known_types() -> list[Workflow]:
    """All workflows, in their order; kept half a minute."""
    return list(Workflow.objects.all())
