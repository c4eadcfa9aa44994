"""What happens before Django reads the command line."""

import os

import pytest

from ombud.config.command import needs_database, take_data_folder


@pytest.mark.parametrize(
    "words",
    [
        ["ombud", "migrate", "--data-dir", "/there", "core"],
        ["ombud", "migrate", "--data-dir=/there", "core"],
        ["ombud", "--data-dir", "/there", "migrate", "core"],
    ],
)
def test_every_command_takes_a_data_folder(
    words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OMBUD_DATA_DIR", "/elsewhere")
    assert take_data_folder(words) == ["ombud", "migrate", "core"]
    assert os.environ["OMBUD_DATA_DIR"] == "/there"


@pytest.mark.parametrize(
    ("line", "needed"),
    [
        ("ombud", False),
        ("ombud help", False),
        ("ombud --version", False),
        ("ombud migrate --help", False),
        ("ombud makemigrations --check", False),
        ("ombud inspect_mail a.eml", False),
        ("ombud migrate", True),
        ("ombud create_token --user agnes@ombud.example", True),
    ],
)
def test_only_commands_with_rows_start_a_database(line: str, needed: bool) -> None:
    assert needs_database(line.split()) is needed
