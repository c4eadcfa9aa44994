"""The registry of lines."""

from types import SimpleNamespace

import pytest
from django.test import RequestFactory

from ombud.core import navigation
from ombud.core.navigation import Navigation


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, empty in (("_entries", []), ("_counters", []), ("_regions", {})):
        monkeypatch.setattr(navigation, name, empty)


def _navigation(path: str = "/", allowed: str = "") -> Navigation:
    request = RequestFactory().get(path)
    request.user = SimpleNamespace(may=lambda permission: permission == allowed)
    return Navigation(request)


def test_lines_come_by_position(registry: None) -> None:
    navigation.register("foot", "Late", "tokens", "x", position=2)
    navigation.register("foot", "Early", "profile", "x", position=1)
    assert [link.entry.label for link in _navigation().foot] == ["Early", "Late"]


def test_a_line_needs_its_permission(registry: None) -> None:
    navigation.register("settings", "Roles", "roles", "x", permission="manage")
    assert not _navigation().settings
    assert _navigation(allowed="manage").settings


def test_a_line_without_address_is_left_out(registry: None) -> None:
    navigation.register("main", "Moon", "no-such-page", "x")
    assert not _navigation().main


def test_the_longest_address_is_current(registry: None) -> None:
    navigation.register("main", "Profile", "profile", "x")
    navigation.register("main", "Tokens", "tokens", "x")
    links = _navigation("/profile/tokens/").main
    assert [link.is_current for link in links] == [False, True]


def test_settings_come_in_groups(registry: None) -> None:
    for group, name in (("A", "profile"), ("B", "roles"), ("A", "tokens")):
        navigation.register("settings", name, name, "x", group=group)
    groups = _navigation().settings
    assert [(group, len(links)) for group, links in groups] == [("A", 2), ("B", 1)]


def test_numbers_are_asked_for_once(registry: None) -> None:
    asked = []
    navigation.register_counter(lambda request: asked.append(1) or {"inbox": 7})
    navigation.register("main", "Inbox", "profile", "x", count_key="inbox")
    page = _navigation()
    assert [link.count for link in (*page.main, *page._links("main"))] == [7, 7]
    assert len(asked) == 1


def test_an_app_above_fills_a_region(registry: None) -> None:
    navigation.register_region("views", lambda request: f"<p>{request.path}</p>")
    assert _navigation("/x/").region("views") == "<p>/x/</p>"
    assert _navigation().region("elsewhere") == ""
