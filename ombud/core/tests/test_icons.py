"""The sprite and the tags that point into it."""

from ombud.core import icons
from ombud.core.templatetags.ui import glyph, icon, priority_mark


def test_the_sprite_holds_every_icon_that_a_template_names() -> None:
    missing = {f"i-{name}" for name in icons.names_in_use()} - icons.names_in_sprite()
    assert not missing, "Run `ombud build_icons` and commit core/static/icons.svg."


def test_an_icon_points_into_the_sprite() -> None:
    html = icon("reply", size="sm", css="muted")
    assert 'class="icon icon-sm muted"' in html
    assert "icons.svg#i-reply" in html
    assert 'aria-hidden="true"' in html


def test_an_icon_outside_the_sprite_is_drawn_in_place() -> None:
    html = icon("rocket")
    assert "<path" in html
    assert 'class="icon"' in html


def test_a_name_cannot_break_out() -> None:
    assert "<script" not in icon("reply", css='"><script>')


def test_states_and_priorities_have_their_shapes() -> None:
    assert "#g-waiting" in glyph("waiting")
    assert 'data-prio="urgent"' in priority_mark("urgent")


def test_an_unknown_state_looks_open() -> None:
    assert "#g-open" in glyph("made-up")
