"""One page of a list: its tickets under their days, its chips, its menu of filters."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Self

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from ombud.channels.models import Kind
from ombud.core.addresses import address
from ombud.core.prepared import Prepared
from ombud.tickets.counting import shown
from ombud.tickets.lists import BY_SLUG, TicketList
from ombud.tickets.models import Sight, Ticket, TicketQuerySet
from ombud.tickets.paging import Key, Page, cut, ordered, page_of
from ombud.users.models import Team, User
from ombud.users.permissions import Permission
from ombud.workflows.models import Category, StateKind
from ombud.workspace.chips import Choice, chips_of
from ombud.workspace.counts import counts
from ombud.workspace.filters import Filters
from ombud.workspace.rows import ICONS, Group, for_rows, groups_of

SIZE = 40


@dataclass
class Listing:
    """A list as one reader has asked for it."""

    request: HttpRequest
    view: TicketList
    reader: User
    filters: Filters
    after: Key | None
    current: int = 0

    @classmethod
    def asked(cls, request: HttpRequest, slug: str, *, current: int = 0) -> Self:
        """What the address asks for."""
        if slug not in BY_SLUG:
            raise Http404
        asked = request.GET.get("current", "")
        return cls(
            request,
            BY_SLUG[slug],
            request.user,  # type: ignore[arg-type]  # signed in
            Filters.read(request.GET),
            Key.parse(request.GET.get("after", "")),
            current or (int(asked) if asked.isdecimal() else 0),
        )

    @cached_property
    def tickets(self) -> TicketQuerySet:
        """All of the list."""
        return self.filters.apply(self.view.tickets(self.reader), self.reader)

    @cached_property
    def page(self) -> Page:
        """The part that was asked for."""
        if not (self.after or self.filters.narrows):
            return cut(self._first_rows, SIZE)
        return page_of(
            for_rows(self.tickets, self.reader),
            self.after,
            size=SIZE,
            oldest=self.filters.is_oldest_first,
        )

    @property
    def _first_rows(self) -> list[Ticket]:
        return _FIRST.rows(
            Sight.of(self.reader),
            self.view.slug,
            self.filters.is_oldest_first,
            reader=self.reader.pk,
        )

    @cached_property
    def groups(self) -> list[Group]:
        """Its rows under their days."""
        last: datetime | None = self.after.at if self.after else None
        return [*groups_of(self.page.tickets, current=self.current, after=last)]

    @cached_property
    def top(self) -> Key | None:
        """Above it is what is new."""
        tickets = self.page.tickets
        return Key.of(tickets[0]) if tickets and not self.after else None

    @property
    def gives_next(self) -> bool:
        """Whether the next ticket is taken from here."""
        may_work = self.reader.may(Permission.WORK_TICKETS)
        return self.view.slug in {"teams", "unassigned"} and may_work

    @property
    def count(self) -> str:
        """How many; nothing where nobody counted."""
        if self.filters.narrows or not self.view.counted:
            return ""
        return shown(counts(self.request).get(self.view.slug, 0))

    @property
    def url(self) -> str:
        """The page of this list, narrowed as it is."""
        return self._url("inbox-view", self.filters.query())

    @property
    def plain_url(self) -> str:
        """The whole list."""
        return address("inbox-view", self.view.slug)

    @property
    def column_url(self) -> str:
        """The column alone."""
        return self._url("inbox-list", self.filters.query())

    @property
    def changes_url(self) -> str:
        """What differs from what is shown."""
        return self._url("inbox-changes", self.filters.query())

    @property
    def next_query(self) -> str:
        """The end of the next page's address."""
        query = self.filters.query()
        return f"{query}&after={self.page.next}" if query else f"after={self.page.next}"

    @property
    def next_url(self) -> str:
        """The next page."""
        return self._url("inbox-view", self.next_query)

    @property
    def next_rows_url(self) -> str:
        """Its rows alone."""
        return self._url("inbox-rows", self.next_query)

    @property
    def order(self) -> Choice:
        """The chip that turns the list round."""
        if self.filters.is_oldest_first:
            return Choice(_("Longest waiting"), self._to(order=""), is_on=True)
        return Choice(_("Newest"), self._to(order="waiting"), is_on=False)

    @property
    def filter_url(self) -> str:
        """The dialog that narrows it further."""
        return self._url("inbox-filter", self.filters.query())

    @cached_property
    def chips(self) -> list[Choice]:
        """What narrows the list now, each with the way out of it."""
        return [*chips_of(self.filters, self.teams, self._url_of)]

    def _url_of(self, query: str) -> str:
        return self._url("inbox-view", query)

    @cached_property
    def teams(self) -> list[Team]:
        """Whose tickets this reader sees."""
        teams = Team.objects.only("slug", "name")
        if self.reader.may(Permission.SEE_ALL_TICKETS):
            return list(teams)
        return list(teams.filter(pk__in=self.reader.team_ids))

    @property
    def states_menu(self) -> list[Choice]:
        """By what the state means."""
        return [
            Choice(
                str(label),
                self._toggle("state", value),
                self.filters.state == value,
                state="resolved" if value == StateKind.SOLVED else value,
            )
            for value, label in StateKind.choices
        ]

    @property
    def teams_menu(self) -> list[Choice]:
        """By team, where there is a choice."""
        if len(self.teams) < 2:
            return []
        return [
            Choice(
                team.name,
                self._toggle("team", team.slug),
                self.filters.team == team.slug,
                "users",
            )
            for team in self.teams
        ]

    @cached_property
    def categories(self) -> list[Category]:
        """The tree; from memory."""
        return Category.objects.tree()

    @property
    def categories_menu(self) -> list[Choice]:
        """By what they are about, with all that stands below."""
        return [
            Choice(
                one.path,
                self._toggle("category", one.slug),
                self.filters.category == one.slug,
                "folder",
            )
            for one in self.categories
        ]

    @property
    def origins_menu(self) -> list[Choice]:
        """By the way it reached us."""
        return [
            Choice(
                str(label),
                self._toggle("origin", value),
                self.filters.origin == value,
                ICONS[value],
            )
            for value, label in Kind.choices
        ]

    def _toggle(self, name: str, value: str) -> str:
        is_on = getattr(self.filters, name) == value
        return self._to(**{name: "" if is_on else value})

    def _to(self, **changes: str) -> str:
        return self._url("inbox-view", self.filters.query(**changes))

    def _url(self, name: str, query: str) -> str:
        url = address(name, self.view.slug)
        return f"{url}?{query}" if query else url


def _first(
    sight: Sight,
    slug: str,
    oldest: bool,  # noqa: FBT001  # part of the shape
    *,
    reader: int,
) -> TicketQuerySet:
    """The top of a whole list, which agents look at all day."""
    who = sight.reader(reader)
    return ordered(for_rows(BY_SLUG[slug].tickets(who), who), size=SIZE, oldest=oldest)


_FIRST = Prepared(_first)
