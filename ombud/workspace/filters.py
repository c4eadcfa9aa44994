"""What narrows a list: plain words of its address, checked against what there is."""

from dataclasses import dataclass, replace
from typing import Self
from urllib.parse import urlencode

from django.http import QueryDict

from ombud.channels.models import Kind
from ombud.tickets.models import TicketQuerySet
from ombud.workflows.models import Category, State, StateKind


@dataclass(frozen=True, slots=True)
class Filters:
    """State, team, origin, category and order of one list."""

    state: str = ""
    team: str = ""
    origin: str = ""
    category: str = ""
    order: str = ""

    @classmethod
    def read(cls, query: QueryDict) -> Self:
        """What the address says and means something; all else is left out."""
        state, origin = query.get("state", ""), query.get("origin", "")
        return cls(
            state=state if state in StateKind.values else "",
            team=query.get("team", "")[:80],
            origin=origin if origin in Kind.values else "",
            category=query.get("category", "")[:80],
            order="waiting" if query.get("order") == "waiting" else "",
        )

    @property
    def is_oldest_first(self) -> bool:
        """Whether who waits longest comes first."""
        return self.order == "waiting"

    @property
    def narrows(self) -> bool:
        """Whether anything is left out."""
        return bool(self.state or self.team or self.origin or self.category)

    def apply(self, tickets: TicketQuerySet) -> TicketQuerySet:
        """Only those that match."""
        if self.state:
            states = State.objects.filter(kind=self.state).order_by()
            tickets = tickets.filter(state__in=states.values("pk"))
        if self.team:
            tickets = tickets.filter(team__slug=self.team)
        if self.origin:
            tickets = tickets.filter(origin=self.origin)
        if self.category:
            tickets = tickets.filter(category__in=Category.objects.below(self.category))
        return tickets

    def query(self, **changes: str) -> str:
        """The same with changes, as the end of an address."""
        new = replace(self, **changes)
        values = {name: getattr(new, name) for name in self.__slots__}
        return urlencode({name: value for name, value in values.items() if value})
