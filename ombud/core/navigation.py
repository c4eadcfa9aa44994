"""The one list of main and settings navigation, filled by the apps' ready()."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a navigation."""

    section: str
    label: str | Promise
    url_name: str
    icon: str
    permission: str | None = None
    position: int = 0
    count_key: str | None = None
    group: str | Promise = ""
    hotkey: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """An entry as one reader sees it on one page."""

    entry: Entry
    url: str
    is_current: bool
    count: int | None

    @property
    def keys(self) -> list[str]:
        """Its hotkey, key by key."""
        return self.entry.hotkey.upper().split()


_entries: list[Entry] = []
_counters: list[Callable[[HttpRequest], Mapping[str, int]]] = []
_regions: dict[str, Callable[[HttpRequest], str]] = {}


def register(  # noqa: PLR0913  # one line of a table
    section: str,
    label: str | Promise,
    url_name: str,
    icon: str,
    *,
    permission: str | None = None,
    position: int = 0,
    count_key: str | None = None,
    group: str | Promise = "",
    hotkey: str = "",
) -> None:
    """Add a line: section create, main, foot, tabbar or settings."""
    entry = Entry(
        section, label, url_name, icon, permission, position, count_key, group, hotkey
    )
    _entries.append(entry)
    _entries.sort(key=lambda each: each.position)


def register_counter(counter: Callable[[HttpRequest], Mapping[str, int]]) -> None:
    """Ask this for numbers by count_key, at most once a page."""
    _counters.append(counter)


def register_region(name: str, render: Callable[[HttpRequest], str]) -> None:
    """Let an app above fill a place of the shell (views, keys, palette, corner, me)."""
    _regions[name] = render


class Navigation:
    """The navigation of one request; nothing is looked up before it is drawn."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def create(self) -> list[Link]:
        """Buttons at the top."""
        return list(self._links("create"))

    @cached_property
    def main(self) -> list[Link]:
        """Above the views."""
        return list(self._links("main"))

    @cached_property
    def foot(self) -> list[Link]:
        """Below everything; the settings only for those who may change any."""
        links = self._links("foot")
        return [
            link for link in links if link.entry.url_name != "settings" or self.settings
        ]

    @cached_property
    def tabbar(self) -> list[Link]:
        """On a phone, at the foot."""
        return list(self._links("tabbar"))

    @property
    def with_hotkey(self) -> list[Link]:
        """What a key leads to."""
        return [
            link for link in (*self.create, *self.main, *self.foot) if link.entry.hotkey
        ]

    @cached_property
    def settings(self) -> list[tuple[str, list[Link]]]:
        """By group, in the order in which the groups first appear."""
        links = list(self._links("settings"))
        order = {link.entry.group: i for i, link in reversed(list(enumerate(links)))}
        links.sort(key=lambda link: order[link.entry.group])
        return [
            (str(group), list(of_group))
            for group, of_group in groupby(links, lambda link: link.entry.group)
        ]

    @cached_property
    def counts(self) -> dict[str, int]:
        """Numbers by count_key."""
        found: dict[str, int] = {}
        for counter in _counters:
            found.update(counter(self._request))
        return found

    def region(self, name: str) -> str:
        """What an app above shows in that place; empty where none does."""
        render = _regions.get(name)
        return render(self._request) if render else ""

    def _links(self, section: str) -> Iterator[Link]:
        for entry in _entries:
            if entry.section != section or not self._may_see(entry):
                continue
            try:
                url = reverse(entry.url_name)
            except NoReverseMatch:
                # An app's pages may be switched off; its line goes with them.
                continue
            yield Link(entry, url, self._is_current(url), self._count(entry))

    def _may_see(self, entry: Entry) -> bool:
        if entry.permission is None:
            return True
        may = getattr(self._request.user, "may", None)
        return bool(may and may(entry.permission))

    def _is_current(self, url: str) -> bool:
        path = self._request.path
        return path == url if url.count("/") < 2 else path.startswith(url)

    def _count(self, entry: Entry) -> int | None:
        return self.counts.get(entry.count_key) if entry.count_key else None
