"""What stands in states and holds values: floors above tell, pages here ask."""

from collections import Counter
from collections.abc import Callable, Mapping

from ombud.workflows.models.workflow import Workflow

# {id of a state: how many open ones stand in it}.
OpenByState = Callable[[], Mapping[int, int]]
# How many hold a value under that key.
Holding = Callable[[str], int]
# How many of a workflow were closed longer ago than so many days.
Erasing = Callable[[Workflow, int], int]
_erasing: list[Erasing] = []
_open: list[OpenByState] = []
_holding: dict[str, Holding] = {}


def register(counts: OpenByState) -> None:
    """Tell how many open ones stand in each state; called in an app's ready()."""
    _open.append(counts)


def register_values(noun: str, count: Holding) -> None:
    """Tell how many of a noun hold a value in a field; called in an app's ready()."""
    _holding[noun] = count


def register_erasing(count: Erasing) -> None:
    """Tell how many would be erased after so many days; called in an app's ready()."""
    _erasing.append(count)


def to_erase(workflow: Workflow, days: int) -> int:
    """How many would be erased tonight if they were kept for so many days."""
    return sum(count(workflow, days) for count in _erasing)


def open_by_state() -> dict[int, int]:
    """How many open ones stand in each state; one query an app that tells."""
    found: Counter[int] = Counter()
    for counts in _open:
        found.update(counts())
    return dict(found)


def holding(noun: str, slug: str) -> int:
    """How many hold a value in that field."""
    count = _holding.get(noun)
    return count(slug) if count else 0
