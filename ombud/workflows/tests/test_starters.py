"""The workflows that we ship."""

import tomllib

import pytest

from ombud.workflows.models import ActionNotAllowed, Workflow
from ombud.workflows.starters import WORDS
from ombud.workflows.starting import STARTERS, starter

PLANS = {path.stem: path for path in STARTERS.glob("*.toml")}


@pytest.mark.parametrize("slug", PLANS)
def test_every_name_of_a_starter_can_be_translated(slug: str) -> None:
    plan = tomllib.loads(PLANS[slug].read_text("utf-8"))
    rows = [plan, *plan["states"], *plan["actions"]]
    used = {row[key] for row in rows for key in ("name", "public_name") if key in row}
    assert used <= set(WORDS)


def test_a_starter_is_made_once_and_then_the_companys_own(db) -> None:
    mine = starter("support")
    mine.name = "Ours"
    mine.save()
    assert starter("support") == mine
    assert Workflow.objects.get().name == "Ours"


def test_a_new_ticket_starts_in_the_first_state(db) -> None:
    assert starter("support").first_state.kind == "new"


def test_an_unknown_action_is_never_allowed(db, agnes) -> None:
    from ombud.testing.factories import make_ticket

    with pytest.raises(ActionNotAllowed) as refused:
        make_ticket().action("fly", by=agnes)
    assert refused.value.never
