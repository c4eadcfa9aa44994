"""Settings > Connected systems."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ombud.sources.models import Connector
from ombud.testing.servers.ports import free_ports

pytestmark = pytest.mark.django_db
WISH = {
    "name": "ERP",
    "driver": "tryton",
    "database": "shop",
    "user": "reader",
    "password": "secret",
    "nouns": ["orders"],
    "minutes": 10,
    "silence_minutes": 60,
    "enabled": "on",
}


@pytest.fixture
def wish() -> dict[str, object]:
    """Of a server that is not there."""
    return {**WISH, "url": f"http://127.0.0.1:{free_ports(1)[0]}"}


@pytest.fixture
def connector(ines_client: Client, wish: dict[str, object]) -> Connector:
    ines_client.post(reverse("connector-new"), wish)
    return Connector.objects.get()


def test_olaf_and_strangers_stay_outside(
    olaf_client: Client, outsider_client: Client
) -> None:
    for name in ("connectors", "connector-new", "connector-list"):
        assert olaf_client.get(reverse(name)).status_code == 403
        assert outsider_client.get(reverse(name)).status_code == 302
    for name in ("connector-new-trials",):
        assert olaf_client.post(reverse(name)).status_code == 403


def test_the_password_is_encrypted_and_kept(
    connector: Connector, ines_client: Client, wish: dict[str, object]
) -> None:
    url = connector.get_absolute_url()
    assert b"secret" not in ines_client.get(url).content
    ines_client.post(url, wish | {"password": "", "minutes": 5})
    connector.refresh_from_db()
    assert (connector.password, connector.minutes) == ("secret", 5)


def test_a_stored_password_goes_to_no_other_server(
    connector: Connector, ines_client: Client, wish: dict[str, object]
) -> None:
    moved = wish | {"password": "", "url": "https://elsewhere.example"}
    for url in (
        connector.get_absolute_url(),
        reverse("connector-trials", args=[connector.pk]),
    ):
        page = ines_client.post(url, moved).content.decode()
        assert "Write the password of this user." in page


@pytest.mark.django_db(transaction=True)
def test_a_server_that_is_down_is_told_and_alarms(
    connector: Connector, ines_client: Client, run_jobs: Callable[[], None]
) -> None:
    run_jobs()
    connector.refresh_from_db()
    assert connector.last_error.startswith("The server cannot be reached.")
    long_ago = timezone.now() - timedelta(hours=3)
    Connector.objects.update(created_at=long_ago)
    assert "Silent" in ines_client.get(reverse("connectors")).content.decode()
    settings = ines_client.get(reverse("settings")).content.decode()
    assert '<span class="count count-warn">1</span>' in settings


def test_another_database_is_read_from_its_beginning(
    connector: Connector, ines_client: Client, wish: dict[str, object]
) -> None:
    Connector.objects.update(cursors={"orders": "{}"})
    ines_client.post(connector.get_absolute_url(), wish | {"database": "other"})
    connector.refresh_from_db()
    assert connector.cursors == {}


def test_disconnected_it_is_gone(connector: Connector, ines_client: Client) -> None:
    ines_client.post(reverse("connector-removal", args=[connector.pk]))
    assert not Connector.objects.exists()
