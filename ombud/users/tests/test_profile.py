"""One's own profile."""

from django.test import Client

from ombud.users.models import User

WISH = {
    "name": "Agnes A.",
    "language": "de",
    "time_zone": "Europe/Berlin",
    "theme": "dark",
    "single_keys": "on",
    "signature": "Best, Agnes",
}


def test_agnes_changes_herself(agnes: User, agnes_client: Client) -> None:
    assert agnes_client.post("/profile/", WISH).status_code == 302
    agnes.refresh_from_db()
    assert (agnes.name, agnes.language, agnes.theme) == ("Agnes A.", "de", "dark")
    assert agnes.time_zone == "Europe/Berlin"


def test_a_missing_name_is_said_and_nothing_kept(
    agnes: User, agnes_client: Client
) -> None:
    response = agnes_client.post("/profile/", {**WISH, "name": ""})
    assert response.status_code == 422
    html = response.content.decode()
    assert 'href="#id_name"' in html
    assert "Agnes Adler" in html
    agnes.refresh_from_db()
    assert agnes.language == ""


def test_roles_cannot_be_smuggled_in(agnes: User, agnes_client: Client) -> None:
    agnes_client.post("/profile/", {**WISH, "roles": "1", "email": "x@y.example"})
    agnes.refresh_from_db()
    assert agnes.email == "agnes@ombud.example"


def test_away_is_shown_at_once(agnes: User, agnes_client: Client) -> None:
    response = agnes_client.post(
        "/profile/availability/",
        {"availability": "away"},
        headers={"hx-request": "true"},
    )
    agnes.refresh_from_db()
    assert agnes.availability == "away"
    assert 'hx-swap-oob="true"' in response.content.decode()
    assert 'data-status="away"' in response.content.decode()


def test_an_unknown_availability_changes_nothing(
    agnes: User, agnes_client: Client
) -> None:
    agnes_client.post("/profile/availability/", {"availability": "napping"})
    agnes.refresh_from_db()
    assert agnes.availability == "on"


def test_single_keys_are_switched_off(agnes: User, agnes_client: Client) -> None:
    agnes_client.post("/profile/keys/", {})
    agnes.refresh_from_db()
    assert not agnes.single_keys
    html = agnes_client.get("/profile/").content.decode()
    assert 'data-single="off"' in html


def test_zoe_has_no_profile(outsider_client: Client) -> None:
    assert outsider_client.get("/profile/").url.startswith("/accounts/login/")
