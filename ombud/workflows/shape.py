"""Whether a plan from outside is made of the parts that a plan is made of."""

from collections.abc import Iterator
from math import isfinite
from typing import Any

from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, Field, ValidationError


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=True)


SLUG = Field(pattern=r"^[-a-z0-9_]{1,60}$")
NAME = Field(min_length=1, max_length=80)


class _Condition(_Part):
    field: str
    is_: list[Any] = Field(alias="is")


class _Use(_Part):
    field: str
    required: bool = False
    show_if: _Condition | None = None


class _Option(_Part):
    slug: str = SLUG
    name: str = NAME
    options: "list[_Option]" = []


class _CustomField(_Part):
    slug: str = SLUG
    name: str = NAME
    kind: str
    help: str = Field(default="", max_length=200)
    options: list[_Option] = []


class _State(_Part):
    slug: str = SLUG
    name: str = Field(min_length=1, max_length=60)
    public_name: str = Field(default="", max_length=60)
    kind: str
    hue: int = Field(default=0, ge=0, le=12)
    stays: bool = False
    seen_by: list[str] = []


class _Sets(_Part):
    priority: str = Field(default="", pattern="^(low|normal|high|urgent|)$")
    tags: list[str] = []
    fields: dict[str, Any] = {}


class _Action(_Part):
    slug: str = SLUG
    name: str = Field(min_length=1, max_length=60)
    kind: str
    from_: list[str] = Field(default=[], alias="from")
    to: str = ""
    assign: str = ""
    set: _Sets | None = None
    icon: str = Field(default="", max_length=40)
    hotkey: str = Field(default="", pattern="^[a-z1-9]?$")
    fields: list[_Use] = []
    allowed: list[str] = []
    allowed_in: dict[str, list[str]] = {}


class _Text(_Part):
    subject: str = Field(default="", max_length=300)
    body: str = Field(min_length=1, max_length=20_000)


class _Notice(_Part):
    on: str
    to: list[str] = Field(min_length=1)
    texts: dict[str, _Text] = {}


class _Plan(_Part):
    name: str = NAME
    slug: str = SLUG
    icon: str = ""
    exclusive: bool = False
    reopen_days: int | None = Field(default=None, ge=0, le=3650)
    erase_days: int | None = Field(default=None, ge=1, le=3650)
    owners: list[str] = []
    states: list[_State] = []
    fields: list[_CustomField] = []
    form: list[_Use] = []
    actions: list[_Action] = []
    notices: list[_Notice] = []


def shape_faults(plan: Any) -> Iterator[tuple[str, str]]:
    """(place, sentence) of every part that is missing, unknown or of a wrong type."""
    yield from _unstorable(plan, ())
    try:
        _Plan.model_validate(plan)
    except ValidationError as wrong:
        for error in wrong.errors():
            yield _place(plan, error["loc"]), _sentence(dict(error))


def _unstorable(part: Any, path: tuple[int | str, ...]) -> Iterator[tuple[str, str]]:
    """What a file may hold and the database may not: dates, nan, half letters."""
    if isinstance(part, dict):
        for name, value in part.items():
            yield from _unstorable(value, (*path, name))
            if not _is_text(name):
                yield ".".join(map(str, path)), _("A name cannot be stored.")
    elif isinstance(part, list):
        for number, value in enumerate(part):
            yield from _unstorable(value, (*path, number))
    elif not _is_plain(part):
        name = path[-1] if path else "?"
        sentence = _("“%(name)s” cannot have this value.") % {"name": name}
        yield ".".join(map(str, path)), sentence


def _is_plain(value: Any) -> bool:
    if isinstance(value, str):
        return _is_text(value)
    if isinstance(value, float):
        return isfinite(value)
    return value is None or isinstance(value, bool | int)


def _is_text(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in text


def _place(plan: Any, path: tuple[int | str, ...]) -> str:
    """By keys where the parts have them: "actions.close.to" and not "actions.3.to"."""
    words: list[str] = []
    for step in path:
        try:
            plan = plan[step]
        except (LookupError, TypeError):
            plan = None
        named = plan.get("slug") if isinstance(plan, dict) else None
        words.append(str(named if isinstance(step, int) and named else step))
    return ".".join(words)


def _sentence(error: dict[str, Any]) -> str:
    name = {"name": error["loc"][-1] if error["loc"] else "?"}
    match error["type"]:
        case "missing":
            return _("“%(name)s” is missing.") % name
        case "extra_forbidden":
            return _("“%(name)s” is no word of a workflow.") % name
    return _("“%(name)s” cannot have this value.") % name
