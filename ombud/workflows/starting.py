"""The workflows that we ship, and the first of them."""

import tomllib
from functools import cache
from pathlib import Path

from ombud.workflows.models import Workflow
from ombud.workflows.plan import Plan
from ombud.workflows.publishing import publish

STARTERS = Path(__file__).parent / "starters"
# In the order in which they are offered.
SLUGS = ("support", "complaint", "return", "lead", "feedback", "application")
# Where one draws from nothing.
BLANK = "blank"


def starter(slug: str) -> Workflow:
    """The starter of that name, made if it is missing, else as the company has it."""
    found = Workflow.objects.filter(slug=slug).first()
    return found or publish(starter_plan(slug))


@cache
def starter_plan(slug: str) -> Plan:
    """The plan of a starter; not to be changed in place."""
    return tomllib.loads((STARTERS / f"{slug}.toml").read_text("utf-8"))
