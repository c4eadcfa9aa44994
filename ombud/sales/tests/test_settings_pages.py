"""Settings: types of records, and carriers."""

import pytest
from django.test import Client
from django.urls import reverse

from ombud.sales.models import Carrier, Record, RecordType
from ombud.sales.putting import put_records
from ombud.sales.wishes import RecordWish
from ombud.testing.sales import SHOP

pytestmark = pytest.mark.django_db
LEASE = {
    "name": "Lease",
    "plural": "Leases",
    "words": "lease, Mietvertrag",
    "icon": "file-text",
    "fields-TOTAL_FORMS": 2,
    "fields-INITIAL_FORMS": 0,
    "fields-0-name": "Valid until",
    "fields-0-kind": "date",
    "fields-1-name": "",
    "fields-1-kind": "text",
}
PAGES = ["record-types", "record-type-new", "carriers", "carrier-new"]


@pytest.mark.parametrize("name", PAGES)
def test_olaf_and_strangers_stay_outside(
    name: str, olaf_client: Client, outsider_client: Client
) -> None:
    assert olaf_client.get(reverse(name)).status_code == 403
    assert outsider_client.get(reverse(name)).status_code == 302


def test_a_type_is_made_with_its_fields(ines_client: Client) -> None:
    ines_client.post(reverse("record-type-new"), LEASE)
    made = RecordType.objects.get(slug="lease")
    assert made.words == ["lease", "Mietvertrag"]
    assert made.fields == [
        {"slug": "valid_until", "name": "Valid until", "kind": "date"}
    ]


def test_a_renamed_field_keeps_its_key(ines_client: Client) -> None:
    ines_client.post(reverse("record-type-new"), LEASE)
    renamed = {"fields-INITIAL_FORMS": 1, "fields-0-slug": "valid_until"}
    wish = LEASE | renamed | {"fields-0-name": "Ends", "name": "Contract"}
    ines_client.post(reverse("record-type", args=["lease"]), wish)
    made = RecordType.objects.get(slug="lease")
    assert (made.name, made.fields[0]["slug"]) == ("Contract", "valid_until")


def test_two_fields_of_one_name_are_refused(ines_client: Client) -> None:
    twice = LEASE | {"fields-1-name": "valid until"}
    answer = ines_client.post(reverse("record-type-new"), twice)
    assert answer.status_code == 422
    assert "Two fields have the same name." in answer.content.decode()


def test_a_type_with_records_stays(ines_client: Client) -> None:
    ines_client.post(reverse("record-type-new"), LEASE)
    made = RecordType.objects.get(slug="lease")
    put_records(made, [RecordWish("L-1", "2026-01-01")], source="", by=SHOP)
    url = reverse("record-type-removal", args=["lease"])
    assert ines_client.post(url).status_code == 409
    Record.objects.all().delete()
    ines_client.post(url)
    assert not RecordType.objects.filter(slug="lease").exists()


def test_a_carrier_gets_its_address(ines_client: Client) -> None:
    carrier = Carrier.objects.create(slug="dpdx", name="DPDX")
    url = reverse("carrier", args=["dpdx"])
    wrong = ines_client.post(url, {"name": "DPDX", "tracking_url": "https://a.example"})
    assert wrong.status_code == 422
    right = "https://a.example/{tracking}"
    ines_client.post(url, {"name": "DPDX", "tracking_url": right})
    carrier.refresh_from_db()
    assert carrier.link_to("A/1") == "https://a.example/A%2F1"


def test_the_same_carrier_is_not_made_twice(ines_client: Client) -> None:
    for _ in range(2):
        answer = ines_client.post(reverse("carrier-new"), {"name": "Our Van"})
    assert answer.status_code == 422
    assert Carrier.objects.filter(slug="ourvan").count() == 1
