"""The floors as .importlinter has them: 0 is the ground."""

from configparser import ConfigParser
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOUSE = ROOT / "ombud"


def floors() -> dict[str, int]:
    """The floor of each app."""
    parser = ConfigParser()
    parser.read(ROOT / ".importlinter")
    layers = parser["importlinter:contract:floors"]["layers"].split("\n")
    rows = [row.split("|") for row in layers if row.strip()]
    return {
        app.strip(): height for height, row in enumerate(reversed(rows)) for app in row
    }


def may_know(knower: str, known: str) -> bool:
    """Whether one app may know another: itself, or one below."""
    heights = floors()
    return knower == known or heights[knower] > heights[known]
