"""Settings > Import."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from ombud.sales.models import Order
from ombud.sources.models import Import
from ombud.sources.tests.conftest import ORDERS, Bring
from ombud.users.models import Role, User

pytestmark = pytest.mark.django_db


def file_of(text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("orders.csv", text.encode("cp1250"))


def test_olaf_and_strangers_stay_outside(
    olaf_client: Client, outsider_client: Client
) -> None:
    assert olaf_client.get(reverse("imports")).status_code == 403
    assert outsider_client.get(reverse("imports")).status_code == 302


def test_whoever_may_not_change_customers_sees_no_such_file(
    olaf: User, client_of: Callable[[User], Client], upload: Bring
) -> None:
    may = ["manage_sources", "change_orders"]
    olaf.roles.add(Role.objects.create(slug="ops", name="Ops", permissions=may))
    people = upload("E-Mail;Name\na@lipa.example;A\n", "contacts")
    client = client_of(olaf)
    assert client.get(people.get_absolute_url()).status_code == 404
    assert 'value="contacts"' not in client.get(reverse("imports")).content.decode()


def test_a_file_is_uploaded_and_looked_at(ines_client: Client) -> None:
    data = {"kind": "orders", "file": file_of(ORDERS)}
    answer = ines_client.post(reverse("imports"), data, follow=True)
    page = answer.content.decode()
    assert "Žofie Nováková" in page
    assert "“32.8.2026” is no date." in page
    assert not Order.objects.exists()


@pytest.mark.parametrize(
    "raw", [b"", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04x"]
)
def test_what_is_no_table_is_told(ines_client: Client, raw: bytes) -> None:
    data = {"kind": "orders", "file": SimpleUploadedFile("a.xls", raw)}
    answer = ines_client.post(reverse("imports"), data)
    assert answer.status_code == 422
    assert not Import.objects.exists()


def test_columns_are_changed_on_the_page(ines_client: Client, upload: Bring) -> None:
    made = upload("A;B;C\nCC-1;14.8.2026;5\n")
    wish = {
        "encoding": "utf-8",
        "delimiter": ";",
        "locale": "cs",
        "currency": "czk",
        "column-0": "number",
        "column-1": "placed_at",
        "column-2": "total",
    }
    url = reverse("import-plan", args=[made.pk])
    answer = ines_client.post(url, wish, HTTP_HX_REQUEST="true")
    assert answer.status_code == 200
    made.refresh_from_db()
    assert (made.mapping, made.currency) == (["number", "placed_at", "total"], "CZK")
    twice = ines_client.post(url, wish | {"column-2": "number"}, HTTP_HX_REQUEST="true")
    assert twice.status_code == 422


@pytest.mark.django_db(transaction=True)
def test_it_is_brought_in_by_the_worker(
    ines_client: Client, upload: Bring, run_jobs: Callable[[], None]
) -> None:
    made = upload(ORDERS)
    ines_client.post(reverse("import-runs", args=[made.pk]))
    progress = ines_client.get(reverse("import-progress", args=[made.pk]))
    assert b"Bringing it in" in progress.content
    run_jobs()
    page = ines_client.get(made.get_absolute_url()).content.decode()
    assert "2 new" in page
    assert "1 row refused" in page
    refused = ines_client.get(reverse("import-refusals", args=[made.pk]))
    assert "Jan Dvořák" in refused.content.decode()


def test_without_a_column_that_is_needed_nothing_begins(
    ines_client: Client, upload: Bring
) -> None:
    made = upload("A;B\n1;2\n")
    answer = ines_client.post(reverse("import-runs", args=[made.pk]))
    assert answer.status_code == 409
    assert "Order number" in answer.content.decode()


def test_a_file_is_discarded(ines_client: Client, upload: Bring) -> None:
    made = upload(ORDERS)
    ines_client.post(reverse("import-removal", args=[made.pk]))
    assert not Import.objects.exists()


def test_a_running_import_is_stopped(ines_client: Client, upload: Bring) -> None:
    made = upload(ORDERS)
    made.begin(trial=False)
    ines_client.post(reverse("import-stops", args=[made.pk]))
    made.refresh_from_db()
    assert made.error == "Somebody stopped it."


def test_the_list_costs_the_same_for_many(
    ines_client: Client, upload: Bring, django_assert_max_num_queries: object
) -> None:
    for _ in range(4):
        upload(ORDERS)
    with django_assert_max_num_queries(12):
        ines_client.get(reverse("imports"))
