"""The company's settings."""

from django.test import Client

from ombud.core.models import Installation


def test_ines_names_the_company(ines_client: Client) -> None:
    wish = {"name": "Crema & Co.", "language": "de", "time_zone": "Europe/Prague"}
    ines_client.post("/settings/company/", wish)
    company = Installation.objects.get()
    assert (company.name, company.language) == ("Crema & Co.", "de")
    assert "Crema &amp; Co." in Client().get("/accounts/login/").content.decode()


def test_a_zone_must_be_of_this_world(ines_client: Client) -> None:
    wish = {"name": "X", "language": "de", "time_zone": "Mars/Olympus"}
    assert ines_client.post("/settings/company/", wish).status_code == 422
    assert Installation.objects.get().time_zone == "UTC"
