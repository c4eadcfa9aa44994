"""The data folder and its secrets."""

import os
from pathlib import Path

import pytest

from ombud.config import data


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("OMBUD_SECRET_KEY", "OMBUD_ENCRYPTION_KEY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv(f"{name}_FILE", "")
    monkeypatch.setenv("OMBUD_DATA_DIR", str(tmp_path / "data"))


def test_secrets_are_random_and_for_their_owner_alone() -> None:
    folder = data.prepare()
    first, second = (folder / name for name in data.SECRETS.values())
    assert first.read_text() != second.read_text()
    assert {file.stat().st_mode & 0o777 for file in (first, second)} == {0o600}
    assert os.environ["OMBUD_SECRET_KEY_FILE"] == str(first)


def test_secrets_stay_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    before = (data.prepare() / "secret_key").read_text()
    monkeypatch.setenv("OMBUD_SECRET_KEY_FILE", "")
    assert (data.prepare() / "secret_key").read_text() == before


def test_a_named_secret_makes_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMBUD_SECRET_KEY", "mine")
    assert not (data.prepare() / "secret_key").exists()
    assert not os.environ["OMBUD_ENCRYPTION_KEY_FILE"]


def test_a_folder_that_cannot_be_written_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("OMBUD_DATA_DIR", str(tmp_path / "file" / "data"))
    with pytest.raises(data.DataFolderError, match="cannot write to its data folder"):
        data.prepare()


def test_without_a_name_a_checkout_keeps_its_data_beside_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("OMBUD_DATA_DIR")
    assert data.folder() == data.PROJECT / ".data"
