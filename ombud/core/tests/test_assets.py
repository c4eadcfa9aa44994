"""The joined style sheet and script."""

import gzip

from django.test import Client

from ombud.core.bundles import bundle, script, stylesheet


def test_the_sheet_begins_with_the_layers_and_ends_with_utilities() -> None:
    text = stylesheet()
    assert text.index("@layer reset, tokens") < text.index("--text-2xs")
    assert text.rindex("@layer utilities {") > text.rindex("@layer components {")


def test_every_component_is_in_the_sheet() -> None:
    text = stylesheet()
    for component in (".btn {", ".gate {", ".composer", ".table", ".toast {"):
        assert component in text


def test_each_script_stands_in_its_own_block() -> None:
    text = script()
    assert text.startswith("{\n")
    assert "customElements.define" in text
    assert "\nimport " not in text


def test_a_bundle_is_kept_for_ever_under_its_name() -> None:
    response = Client().get(f"/assets/{bundle('css').name}")
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.headers["Vary"] == "Accept-Encoding"
    assert response.content == bundle("css").body


def test_an_old_name_gets_the_new_bundle_and_is_not_kept() -> None:
    response = Client().get("/assets/ombud.000000000000.js")
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-cache"


def test_a_bundle_travels_packed() -> None:
    name = bundle("js").name
    response = Client().get(f"/assets/{name}", headers={"accept-encoding": "gzip"})
    assert response.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(response.content) == bundle("js").body


def test_nothing_else_is_an_asset(db: None) -> None:
    assert Client().get("/assets/settings.py").status_code == 404
