"""Avatars."""

from types import SimpleNamespace

from ombud.core.templatetags.ui import avatar, initials_of


class Person(SimpleNamespace):
    def __str__(self) -> str:
        return str(self.name)


def test_an_agent_has_a_hue() -> None:
    html = avatar(Person(name="Ada Lovelace", hue=7, initials="AL"), size="sm")
    assert 'class="avatar avatar-sm" data-hue="7" title="Ada Lovelace"' in html
    assert ">AL</span>" in html


def test_a_customer_is_grey() -> None:
    html = avatar(Person(name="Carla Conti"))
    assert "avatar-customer" in html
    assert ">CC</span>" in html


def test_nobody_is_a_sketch() -> None:
    assert "avatar-none" in avatar(None)


def test_a_name_is_escaped() -> None:
    assert "<b>" not in avatar(Person(name="<b>", hue=1, initials="<"))


def test_initials_pass_over_signs() -> None:
    assert initials_of("(Dr.) Änne van der Berg") == "ÄB"
    assert initials_of("") == "?"
