"""What pages remember."""

from itertools import count

from ombud.core import remembered as module
from ombud.core.remembered import forgotten_with, remembered
from ombud.users.models import Team


def counting():
    """A reader that gives a new number each time it really reads."""
    numbers = count(1)

    @remembered
    def read(name: str) -> str:
        """Reads."""
        return f"{name} {next(numbers)}"

    return read


def test_it_is_read_once_for_each_question(db):
    read = counting()
    assert [read("a"), read("a"), read("b"), read("a")] == ["a 1", "a 1", "b 2", "a 1"]


def test_after_half_a_minute_it_is_read_again(db, monkeypatch):
    read = counting()
    read("a")
    monkeypatch.setattr(module, "SECONDS", -1.0)
    assert read.afresh("a") == "a 2"
    assert read("a") == "a 3"


def test_whoever_changes_the_rows_makes_it_forget(
    db, django_capture_on_commit_callbacks
):
    read = counting()
    with django_capture_on_commit_callbacks(execute=True):
        read("a")
        read.forget()
        assert read("a") == "a 2"
    # Somebody may have read the old rows before the change was committed.
    assert read("a") == "a 3"


def test_a_saved_and_a_deleted_row_make_it_forget(db):
    @forgotten_with(Team)
    @remembered
    def names() -> list[str]:
        """Reads."""
        return list(Team.objects.values_list("name", flat=True))

    assert names() == []
    team = Team.objects.create(name="Sales", slug="sales")
    assert names() == ["Sales"]
    team.delete()
    assert names() == []
