"""What narrows a list: plain words of its address, checked against what there is."""

from dataclasses import dataclass, replace
from typing import Self
from urllib.parse import parse_qsl, urlencode

from django.http import QueryDict

from ombud.tickets.filters import LENGTH, OF_FIELD, PLAIN, Conditions, valid
from ombud.workflows.models import StateKind


@dataclass(frozen=True, slots=True)
class Filters(Conditions):
    """The conditions and the order of one list."""

    order: str = ""

    @classmethod
    def read(cls, query: QueryDict) -> Self:
        """What the address says and means something; all else is left out."""
        plain = {name: valid(name, query.get(name, "")) for name in PLAIN}
        if plain["state"] not in StateKind.values:
            plain["state"] = ""
        custom = {
            name.removeprefix(OF_FIELD): str(value)[:LENGTH]
            for name, value in query.items()
            if name.startswith(OF_FIELD) and value
        }
        found = cls(
            **plain,
            custom=tuple(custom.items()),
            text=query.get("text", "")[:200],
            order="waiting" if query.get("order") == "waiting" else "",
        )
        typed = query.get("q", "")
        return found.typed(typed) if typed else found

    @property
    def is_oldest_first(self) -> bool:
        """Whether who waits longest comes first."""
        return self.order == "waiting"

    def query(self, **changes: str) -> str:
        """The same with changes, as the end of an address."""
        new = replace(self, **changes)  # type: ignore[arg-type]  # words all of them
        values = {name: getattr(new, name) for name in (*PLAIN, "text", "order")}
        values |= {f"{OF_FIELD}{slug}": value for slug, value in new.custom}
        return urlencode({name: value for name, value in values.items() if value})

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """What a further form has to send along."""
        return parse_qsl(self.query())

    def without_field(self, slug: str) -> str:
        """The same without that custom field."""
        kept = tuple(pair for pair in self.custom if pair[0] != slug)
        return replace(self, custom=kept).query()
