"""Fields: what an action, or the opening of a ticket, takes."""

from typing import Any

from pydantic import Field

from ombud.api.schemas.common import Out


class ChoiceOut(Out):
    """One value that a field may have."""

    value: str
    name: str


class ShownIfOut(Out):
    """The field counts only while another one has one of these values."""

    field: str
    values: list[Any]


class FieldOut(Out):
    """Something that an action takes in its `values`."""

    name: str = Field(description="The key under which it stands in `values`.")
    label: str = Field(description="In the language of the token's agent.")
    kind: str = Field(
        description="Of a custom field: text, long_text, number, money, date, choice, "
        "tree, checkbox, file, agent, team, record. Of what the action itself takes: "
        "also html, addresses, state."
    )
    required: bool
    help: str = ""
    # All values of a choice or a tree; null of other kinds.
    choices: list[ChoiceOut] | None = None
    shown_if: ShownIfOut | None = None
