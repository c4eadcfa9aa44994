"""The few rules of the house that no linter knows."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Model

from tests.floors import HOUSE, ROOT, floors, may_know

TEMPLATES = sorted(HOUSE.glob("*/templates/**/*.html"))
REFERENCE = re.compile(r"""{%-?\s*(?:include|extends)\s+["']([^"']+)["']""")
STYLE = re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE)
HANDLER = re.compile(r"<[^>]*\son[a-z]+\s*=\s*[\"']", re.IGNORECASE)
# Data islands are read by scripts and run by nobody.
SCRIPT = re.compile(
    r"<script(?![^>]*\bsrc\s*=)(?![^>]*application/json)", re.IGNORECASE
)
FOUND = re.compile(r"visible_to\(|in_bin_of\(|open_from\(|none\(|pk=")
FRONT_DOORS = ["tickets/views", "workspace/views", "portal/views", "api/routers"]


# Relations between neighbours that the floors do not say yet, each with its reason.
NEIGHBOURS = {("Channel", "workflow")}  # a mailbox says which map its tickets move on


def our_models() -> list[type[Model]]:
    models = apps.get_models(include_auto_created=True)
    return [model for model in models if model.__module__.startswith("ombud.")]


def app_of(model: type[Model]) -> str:
    return model._meta.app_config.name.removeprefix("ombud.")


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_every_app_has_a_floor() -> None:
    folders = {path.parent.name for path in HOUSE.glob("*/__init__.py")} - {"testing"}
    assert folders <= set(floors()), "Choose a floor in .importlinter."


def test_relations_point_down_or_stay() -> None:
    wrong = [
        f"{model.__name__}.{field.name} points up to {field.related_model.__name__}"
        for model in our_models()
        for field in [*model._meta.fields, *model._meta.many_to_many]
        if field.related_model in our_models()
        and (model.__name__, field.name) not in NEIGHBOURS
        and not may_know(app_of(model), app_of(field.related_model))
    ]
    assert not wrong, "Let the model above hold the relation."


def owner_of(name: str) -> str | None:
    """The app of ours that has this template; None for a package's own."""
    found = sorted(HOUSE.glob(f"*/templates/{name}"))
    return found[0].relative_to(HOUSE).parts[0] if found else None


def test_templates_know_only_templates_below() -> None:
    wrong = []
    for path in TEMPLATES:
        here = path.relative_to(HOUSE).parts[0]
        for name in REFERENCE.findall(path.read_text()):
            there = owner_of(name)
            if there and not may_know(here, there):
                wrong.append(f"{shown(path)} takes {name} from {there}")
    assert not wrong, "Move the piece down, or let a page above put both together."


@pytest.mark.parametrize("path", TEMPLATES, ids=shown)
def test_pages_carry_no_style_and_no_script(path: Path) -> None:
    if {"email", "mail"} & set(path.parts):
        return  # mail programs know no style sheets
    text = path.read_text()
    assert not STYLE.search(text), "Write a class in core/static/css instead of style=."
    assert not SCRIPT.search(text), "Write a custom element in core/static/js/elements."
    assert not HANDLER.search(text), "Listen in a custom element instead of on…=."


def door_files() -> Iterator[Path]:
    for door in FRONT_DOORS:
        yield from (HOUSE / door).glob("*.py")


@pytest.mark.parametrize("path", list(door_files()), ids=shown)
def test_views_find_tickets_only_through_visible_to(path: Path) -> None:
    text = path.read_text()
    for statement in ast.walk(ast.parse(text)):
        if isinstance(statement, ast.stmt) and not hasattr(statement, "body"):
            words = ast.get_source_segment(text, statement) or ""
            # By key is for a ticket that visible_to has found before.
            if "Ticket.objects." in words and not FOUND.search(words):
                pytest.fail(
                    f"Line {statement.lineno} finds tickets that a stranger may see. "
                    "Begin with Ticket.objects.visible_to(reader)."
                )
