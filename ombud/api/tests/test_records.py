"""Records are put by programs; links are taken away again."""

from typing import Any

import pytest

from ombud.sales.models import Link, Record, RecordType
from ombud.testing.factories import make_ticket
from ombud.testing.sales import make_order
from ombud.users.models import User

LEASE = {"since": "2026-01-01", "title": "Machine", "fields": {"until": "2027-12-31"}}


@pytest.fixture
def lease(db: None) -> RecordType:
    fields = [{"slug": "until", "name": "Until", "kind": "date"}]
    return RecordType.objects.create(slug="lease", name="Lease", fields=fields)


@pytest.fixture
def calls(agnes: User, agnes_calls: Any) -> Any:
    """As Agnes, who may see and change orders."""
    role = agnes.roles.get()
    role.permissions = [*role.permissions, "see_orders", "change_orders"]
    role.save()
    return agnes_calls


def test_a_record_is_put_once_and_said_twice(calls, lease) -> None:
    first, again = (calls.put("/records/lease/L-1", LEASE) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json()["fields"] == {"until": "2027-12-31"}
    assert calls.get("/records/lease/L-1").json()["title"] == "Machine"
    assert Record.objects.count() == 1


def test_a_field_that_is_wrong_is_named(calls, lease) -> None:
    answer = calls.put("/records/lease/L-1", LEASE | {"fields": {"until": "soon"}})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "fields.until"
    answer = calls.put("/records/lease/L-1", LEASE | {"fields": {"colour": "red"}})
    assert answer.json()["errors"][0]["field"] == "fields.colour"


def test_of_no_such_type_nothing_is_put(calls, lease) -> None:
    assert calls.put("/records/pets/L-1", LEASE).status_code == 404


def test_olaf_puts_nothing(olaf_calls, lease) -> None:
    assert olaf_calls.put("/records/lease/L-1", LEASE).status_code == 403
    assert olaf_calls.get("/records/lease/L-1").status_code == 403


def test_an_order_is_unlinked(calls, agnes: User) -> None:
    ticket, order = make_ticket(), make_order("CC-1/2")
    Link.objects.link(ticket, order, by=agnes)
    url = f"/tickets/{ticket.number}/links/order/CC-1/2"
    assert calls.delete(url).status_code == 204
    assert not Link.objects.standing().exists()
    assert calls.delete(url).status_code == 404


def test_a_ticket_is_unlinked(calls, agnes: User) -> None:
    ticket, other = make_ticket(), make_ticket()
    ticket.link_to(other, by=agnes)
    url = f"/tickets/{ticket.number}/links/ticket/{other.number}"
    assert calls.delete(url).status_code == 204
    assert not ticket.links.exists()
