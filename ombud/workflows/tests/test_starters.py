"""The workflows that we ship."""

from typing import Any

import pytest

from ombud.workflows.checking import advice_of, faults_of
from ombud.workflows.models import Workflow
from ombud.workflows.plan import as_toml, plan_of, read_toml
from ombud.workflows.starters import WORDS
from ombud.workflows.starting import BLANK, SLUGS, starter, starter_plan


def names_in(plan: Any) -> set[str]:
    """Every word that people read, but the texts of notices."""
    if isinstance(plan, list):
        return {name for one in plan for name in names_in(one)}
    if not isinstance(plan, dict):
        return set()
    own = {plan[key] for key in ("name", "public_name") if key in plan}
    parts = [value for key, value in plan.items() if key != "texts"]
    return own.union(*[names_in(part) for part in parts])


@pytest.mark.parametrize("slug", [*SLUGS, BLANK])
def test_every_name_of_a_starter_can_be_translated(slug: str) -> None:
    assert names_in(starter_plan(slug)) <= set(WORDS)


@pytest.mark.parametrize("slug", [*SLUGS, BLANK])
def test_a_starter_has_neither_faults_nor_dead_ends(db, agnes, slug: str) -> None:
    assert faults_of(starter_plan(slug)) == []
    assert advice_of(starter_plan(slug)) == []


@pytest.mark.parametrize("slug", SLUGS)
def test_a_published_starter_is_planned_as_it_was(db, slug: str) -> None:
    assert plan_of(starter(slug)) == starter_plan(slug)


@pytest.mark.parametrize("slug", [*SLUGS, BLANK])
def test_a_plan_is_the_same_after_a_way_through_toml(slug: str) -> None:
    assert read_toml(as_toml(starter_plan(slug))) == starter_plan(slug)


@pytest.mark.parametrize("slug", SLUGS)
def test_a_notice_speaks_five_languages(slug: str) -> None:
    for notice in starter_plan(slug).get("notices", []):
        assert set(notice["texts"]) == {"en", "de", "cs", "hu", "el"}


def test_a_starter_is_made_once_and_then_the_companys_own(db) -> None:
    mine = starter("support")
    mine.name = "Ours"
    mine.save()
    assert starter("support") == mine
    assert Workflow.objects.get().name == "Ours"


def test_a_new_ticket_starts_in_the_first_state(db) -> None:
    assert starter("support").first_state.kind == "new"
