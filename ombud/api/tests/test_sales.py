"""Orders, items and invoices, put and read by programs."""

from typing import Any

import pytest

from ombud.sales.models import Invoice, Item, Link, Order
from ombud.testing.factories import make_ticket
from ombud.testing.sales import make_carrier
from ombud.users.models import User

ORDER = {
    "customer": {"email": "carla@example.com", "name": "Carla Conti"},
    "placed_at": "2026-08-14T09:30:00Z",
    "state": "shipped",
    "payment": "paid",
    "currency": "CZK",
    "total": "12868.00",
    "lines": [
        {"item": "M-200", "name": "Brio 200", "price": "12490.00", "serial": "B2-1"}
    ],
    "shipments": [{"carrier": "DHL", "tracking": "JD01"}],
}


@pytest.fixture
def calls(agnes: User, agnes_calls: Any) -> Any:
    """As Agnes, who may see and change orders."""
    make_carrier()
    role = agnes.roles.get()
    role.permissions = [*role.permissions, "see_orders", "change_orders"]
    role.save()
    return agnes_calls


def test_an_order_is_put_once_and_said_twice(calls, carla) -> None:
    first, again = (calls.put("/orders/CC-1", ORDER) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    body = again.json()
    assert body["contact"] == {"id": carla.pk, "name": "Carla Conti"}
    assert body["total"] == {"amount": "12868.00", "currency": "CZK"}
    assert body["shipments"][0]["url"].endswith("piececode=JD01")
    assert calls.get("/orders/CC-1").json() == body


def test_money_may_be_told_with_its_currency(calls) -> None:
    wish = {
        "placed_at": "2026-08-14T09:30:00",
        "total": {"amount": "12.50", "currency": "EUR"},
    }
    answer = calls.put("/orders/2024/15", wish)
    assert answer.status_code == 201
    assert answer.json()["total"] == {"amount": "12.50", "currency": "EUR"}
    assert Order.objects.get().number == "2024/15"


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        ({**ORDER, "total": "much"}, "total"),
        ({**ORDER, "total": "NaN"}, "total"),
        ({**ORDER, "currency": "Kč"}, "currency"),
        ({**ORDER, "colour": "red"}, "colour"),
        ({**ORDER, "placed_at": "yesterday"}, "placed_at"),
        ({"total": "1", "currency": "EUR"}, "placed_at"),
    ],
)
def test_what_cannot_be_used_is_named(calls, wish, field) -> None:
    answer = calls.put("/orders/CC-1", wish)
    assert answer.status_code == 422
    assert field in {fault["field"] for fault in answer.json()["errors"]}
    assert not Order.objects.exists()


@pytest.mark.parametrize("number", ["--", "x" * 65])
def test_a_number_has_letters_or_digits(calls, number) -> None:
    assert calls.put(f"/orders/{number}", ORDER).status_code == 422


def test_an_item_and_an_invoice_are_put(calls) -> None:
    item = {"name": "Brio 200", "warranty_months": 24, "price": None}
    assert calls.put("/items/M-200", item).status_code == 201
    invoice = {
        "date": "2026-08-14",
        "total": "10.00",
        "open_amount": "4.00",
        "currency": "EUR",
        "order": "CC-1",
    }
    answer = calls.put("/invoices/FV-1", invoice)
    assert answer.json()["open_amount"] == {"amount": "4.00", "currency": "EUR"}
    assert Item.objects.get().warranty_months == 24
    assert Invoice.objects.get().order_number == "CC-1"


def test_a_ticket_begins_with_an_order_and_is_found_by_it(calls, carla) -> None:
    calls.put("/orders/CC-1", ORDER)
    wish = {
        "subject": "It leaks",
        "text": "Below.",
        "requester": {"name": "Carla"},
        "team": "support",
        "order": "CC-1",
    }
    ticket = calls.post("/tickets", wish).json()
    assert [(one["kind"], one["number"]) for one in ticket["links"]] == [
        ("order", "CC-1")
    ]
    found = calls.get("/tickets", order="CC-1").json()["items"]
    assert [one["number"] for one in found] == [ticket["number"]]
    assert calls.get("/orders/CC-1").json()["tickets"][0]["subject"] == "It leaks"
    assert calls.post("/tickets", wish | {"order": "CC-9"}).status_code == 422
    assert calls.get("/tickets", order="CC-9").status_code == 422


def test_a_ticket_is_linked(calls, support) -> None:
    calls.put("/orders/CC-1", ORDER)
    calls.put("/items/M-200", {"name": "Brio 200"})
    number = make_ticket().number
    for kind, thing in (("order", "CC-1"), ("item", "M-200"), ("shipment", "JD01")):
        wish = {"kind": kind, "number": thing}
        answer = calls.post(f"/tickets/{number}/links", wish)
        assert answer.status_code == 201
        assert answer.json()["reason"] == "by_hand"
    assert Link.objects.count() == 3
    other = make_ticket().number
    answer = calls.post(f"/tickets/{number}/links", {"number": other})
    assert answer.json()["number"] == other
    wish = {"kind": "planet", "number": "1"}
    assert calls.post(f"/tickets/{number}/links", wish).status_code == 422


def test_agnes_without_the_right_puts_and_reads_nothing(agnes_calls, db) -> None:
    assert agnes_calls.put("/orders/CC-1", ORDER).status_code == 403
    assert agnes_calls.get("/orders/CC-1").status_code == 403


def test_olaf_links_no_ticket_that_he_does_not_see(olaf_calls, support) -> None:
    wish = {"kind": "order", "number": "CC-1"}
    number = make_ticket().number
    assert olaf_calls.post(f"/tickets/{number}/links", wish).status_code == 404


def test_zoe_has_no_token(program, db) -> None:
    assert program().get("/orders/CC-1").status_code == 401
    assert program().put("/orders/CC-1", ORDER).status_code == 401
