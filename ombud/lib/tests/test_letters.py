"""Old charsets are told apart by their letters."""

import pytest

from ombud.lib.letters import likely_charset


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        ("Eva Černá", "cp1250"),
        ("Žofie;Jiří Dvořák;Kávovar", "cp1250"),
        ("Kovács Győző;Szűcs Ödön", "cp1250"),
        ("Čížek, Štěpán", "iso8859-2"),
        ("Γιώργος Παπαδόπουλος", "cp1253"),
        ("Αριθμός;Όνομα;ΠΕΛΑΤΗΣ", "cp1253"),
        ("François Lefèvre", "cp1252"),
    ],
)
def test_the_letters_tell(text: str, charset: str) -> None:
    raw = text.encode(charset)
    assert raw.decode(likely_charset(raw)) == text


def test_german_is_the_same_in_both() -> None:
    raw = "Größe;Müller;Köln, 5 €".encode("cp1252")
    assert raw.decode(likely_charset(raw)) == "Größe;Müller;Köln, 5 €"
