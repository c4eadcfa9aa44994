"""`ombud import_records`."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from ombud.sales.models import Order
from ombud.sources.models import Import
from ombud.sources.tests.conftest import ORDERS

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "orders.csv"
    found.write_bytes(ORDERS.encode("cp1250"))
    return found


def said(*words: object, **options: object) -> str:
    out = StringIO()
    call_command("import_records", *map(str, words), stdout=out, **options)
    return out.getvalue()


def test_a_file_is_brought_in_and_told(path: Path) -> None:
    told = said("orders", path, locale="cs")
    assert "2 new, 0 changed, 0 as before, 1 rows refused" in told
    assert "row 4: Date: “32.8.2026” is no date." in told
    assert Import.objects.get().state == "done"


def test_a_dry_run_leaves_nothing(path: Path) -> None:
    assert said("orders", path, dry_run=True).startswith("would be 2 new")
    assert not Order.objects.exists()
    assert not Import.objects.exists()


def test_columns_are_named(path: Path) -> None:
    path.write_text("A;B;C\nCC-1;14.8.2026;5\n")
    with pytest.raises(CommandError, match="No column means: Order number"):
        said("orders", path)
    assert "1 new" in said("orders", path, mapping="A=number,B=placed_at,C=total")


@pytest.mark.parametrize(
    ("words", "options", "why"),
    [
        (("pets",), {}, "There is no kind “pets”"),
        (("orders",), {"by": "nobody@x.example"}, "There is no agent"),
        (("orders",), {"mapping": "Nix=number"}, "no column “Nix”"),
    ],
)
def test_what_makes_no_sense_is_told(
    path: Path, words: tuple[str], options: dict[str, str], why: str
) -> None:
    with pytest.raises(CommandError, match=why):
        said(*words, path, **options)
