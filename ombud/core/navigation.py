"""The one list of main and settings navigation, filled by the apps' ready()."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

from django.http import HttpRequest
from django.utils.functional import Promise

from ombud.core.addresses import address


# Each is there once, and so is its own key.
@dataclass(frozen=True, slots=True, eq=False)
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
    """Add a line: section create, main, more, foot, me, tabbar or settings."""
    entry = Entry(
        section, label, url_name, icon, permission, position, count_key, group, hotkey
    )
    _entries.append(entry)
    _entries.sort(key=lambda each: each.position)


def register_counter(counter: Callable[[HttpRequest], Mapping[str, int]]) -> None:
    """Ask this for numbers by count_key, at most once a page."""
    _counters.append(counter)


def register_region(name: str, render: Callable[[HttpRequest], str]) -> None:
    """Let an app above fill a place of the shell (views, bell, keys, palette,
    corner, me)."""
    _regions[name] = render


class Navigation:
    """The navigation of one request; nothing is looked up before it is drawn."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def create(self) -> list[Link]:
        """Buttons at the top."""
        return self._links("create")

    @cached_property
    def main(self) -> list[Link]:
        """Above the views."""
        return self._links("main")

    @cached_property
    def foot(self) -> list[Link]:
        """Below everything; the settings are current wherever one of them is."""
        inside = any(link.is_current for link in self._links("settings"))
        return [
            replace(link, is_current=True)
            if inside and link.entry.url_name == "settings"
            else link
            for link in self._links("foot")
        ]

    @cached_property
    def me(self) -> list[Link]:
        """In the menu of oneself."""
        return self._links("me")

    @cached_property
    def tabbar(self) -> list[Link]:
        """On a phone, at the foot."""
        return self._links("tabbar")

    @property
    def with_hotkey(self) -> list[Link]:
        """What a key leads to."""
        return [
            link for link in (*self.create, *self.main, *self.foot) if link.entry.hotkey
        ]

    @cached_property
    def settings(self) -> list[tuple[str, list[Link]]]:
        """By group, in the order in which the groups first appear."""
        return self._grouped("settings")

    @cached_property
    def more(self) -> list[tuple[str, list[Link]]]:
        """Below the views, each group with its heading."""
        return self._grouped("more")

    def _grouped(self, section: str) -> list[tuple[str, list[Link]]]:
        links = self._links(section)
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

    def _links(self, section: str) -> list[Link]:
        entries = [
            entry
            for entry in _entries
            if entry.section == section and self._may_see(entry)
        ]
        placed = [(entry, address(entry.url_name)) for entry in entries]
        current = self._current([url for _, url in placed if url])
        return [
            Link(entry, url, url == current, self._count(entry))
            for entry, url in placed
            # An app's pages may be switched off; its line goes with them.
            if url
        ]

    def _may_see(self, entry: Entry) -> bool:
        if entry.permission is None:
            return True
        may = getattr(self._request.user, "may", None)
        return bool(may and may(entry.permission))

    def _current(self, urls: list[str]) -> str:
        """The address that the request's own begins with, the longest of several."""
        path = self._request.path
        found = [
            url for url in urls if path == url or (url != "/" and path.startswith(url))
        ]
        return max(found, key=len, default="")

    def _count(self, entry: Entry) -> int | None:
        return self.counts.get(entry.count_key) if entry.count_key else None
