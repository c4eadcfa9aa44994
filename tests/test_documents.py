"""What the documents say is so."""

import re
from pathlib import Path

import pytest

import ombud
from tests.floors import ROOT

VARIABLE = re.compile(r'"(OMBUD_[A-Z_]+)"')
SOURCES = ["settings.py", "data.py", "embedded.py", "local.py"]
MOST = 30


def variables() -> set[str]:
    folder = ROOT / "ombud" / "config"
    texts = [(folder / name).read_text() for name in SOURCES]
    return {name for text in texts for name in VARIABLE.findall(text)}


def test_the_changelog_begins_with_this_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text()
    top = re.search(r"^## (\d+\.\d+\.\d+)", changelog, re.MULTILINE)
    assert top
    assert top[1] == ombud.__version__


def test_every_variable_stands_in_the_table() -> None:
    rows = re.findall(
        r"^\| `(OMBUD_[A-Z_]+)`", (ROOT / "docs/running.md").read_text(), re.MULTILINE
    )
    assert sorted(rows) == sorted(variables())


def test_there_are_few_variables() -> None:
    assert len(variables()) <= MOST, "A customer's decision is a row, not a variable."


def test_the_traps_name_paths_that_exist() -> None:
    named = re.findall(r"`([\w.-]+/[\w./-]*)`", (ROOT / "AGENTS.md").read_text())
    assert [name for name in named if not (ROOT / name).exists()] == []


@pytest.mark.parametrize(
    "path",
    [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_links_between_documents_lead_somewhere(path: Path) -> None:
    links = re.findall(
        r"(?<!!)\[[^\]]*\]\((?!https?:|#|mailto:)([^)#]+)", path.read_text()
    )
    assert [link for link in links if not (path.parent / link).exists()] == []


def test_the_readme_is_short() -> None:
    assert len((ROOT / "README.md").read_text().splitlines()) < 80
