"""Tags in and out."""

from pydantic import Field

from ombud.api.schemas.common import In, Out


class TagsIn(In):
    """Which come and which go; a tag is meant however it is written."""

    add: list[str] = Field([], max_length=50)
    remove: list[str] = Field([], max_length=50)


class TagOut(Out):
    """One tag; a colour of 0 is grey."""

    name: str
    colour: int
    former_names: list[str]


class Tags(Out):
    """All tags."""

    items: list[TagOut]
