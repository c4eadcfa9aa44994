"""Workflows: in short in the list, as a plan by themselves."""

from ombud.api.schemas.common import Out


class StateOut(Out):
    """A place on the map."""

    slug: str
    name: str
    public_name: str
    kind: str


class WorkflowOut(Out):
    """A type of ticket."""

    slug: str
    name: str
    active: bool
    version: int | None
    states: list[StateOut]


class Workflows(Out):
    """All workflows."""

    items: list[WorkflowOut]
    next: None = None
