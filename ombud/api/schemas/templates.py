"""Templates in and out."""

from typing import Literal

from pydantic import Field

from ombud.api.schemas.common import In, Out, Words


class TextIn(In):
    """The words in one language; placeholders as in the editor."""

    subject: str = Field("", max_length=300)
    html: Words = ""
    text: Words = ""


class TemplateIn(In):
    """A template that is to be made."""

    name: str = Field(min_length=1, max_length=120)
    kind: Literal["block", "full"] = "block"
    texts: dict[str, TextIn]
    main: str = Field("", max_length=10)
    category: str | None = None
    team: str | None = None
    solves: str | None = None
    state: str = Field("", max_length=80)
    tags: list[str] = Field([], max_length=50)


class TextOut(Out):
    """The words in one language, and whether the main text was changed since."""

    subject: str
    html: str
    out_of_date: bool


class TemplateOut(Out):
    """One template."""

    slug: str
    name: str
    kind: str
    main: str
    category: str | None
    team: str | None
    owner: str | None
    solves: str | None
    state: str | None
    tags: list[str]
    texts: dict[str, TextOut]
    uses: int


class RenderIn(In):
    """On which ticket, and in which language if not in the ticket's."""

    ticket: int
    language: str = Field("", max_length=10)


class RenderOut(Out):
    """The words filled in; what has no value stands in them, and is named."""

    language: str
    subject: str
    text: str
    html: str
    missing: list[str]
