"""What another system says takes the place of what we knew."""

from datetime import date
from decimal import Decimal

import pytest

from ombud.sales.models import Carrier, NumberShape, Order, OrderLine, Shipment
from ombud.sales.putting import Report, put_orders
from ombud.testing.sales import (
    LINES,
    SHOP,
    make_invoice,
    make_item,
    make_order,
    order_wish,
)


def test_an_order_comes_with_its_lines_and_parcels(carla):
    order = make_order("CC-1", email="Carla@Example.com")
    assert order.contact == carla
    assert order.organisation == carla.organisation
    assert [line.name for line in order.lines.all()] == [one.name for one in LINES]
    assert order.shipments.get().carrier == Carrier.objects.get(slug="dhl")


def test_the_same_said_twice_changes_nothing(db):
    wish = order_wish()
    first, is_new = Order.put(wish, source="shop", by=SHOP)
    again, is_new_again = Order.put(wish, source="shop", by=SHOP)
    assert (is_new, is_new_again) == (True, False)
    assert again == first
    assert again.fetched_at > first.fetched_at
    assert OrderLine.objects.count() == 2


def test_a_line_that_is_said_again_stays_the_same_row(order):
    line = order.lines.first()
    make_order("CC-10481", lines=(LINES[0],), shipments=(), state="returned")
    assert order.lines.get() == line
    assert not Shipment.objects.exists()
    order.refresh_from_db()
    assert order.standing.label == "Returned"


def test_of_two_in_one_batch_the_last_word_counts(db):
    wishes = [order_wish(state="new"), order_wish(state="packed")]
    report = put_orders(wishes, source="shop", by=SHOP)
    assert report == Report(created=1)
    assert Order.objects.get().state == "packed"


def test_the_report_tells_new_changed_and_unchanged(db):
    kept, old = order_wish("CC-1"), order_wish("CC-2")
    put_orders([kept, old], source="shop", by=SHOP)
    wishes = [kept, order_wish("CC-2", state="lost"), order_wish("CC-3")]
    report = put_orders(wishes, source="shop", by=SHOP)
    assert report == Report(created=1, changed=1, unchanged=1)


def test_an_item_that_comes_later_is_found_by_its_lines(db):
    order = make_order()
    item = make_item("M-200", "Brio 200", warranty_months=24)
    assert order.lines.first().item == item


def test_an_invoice_that_comes_first_waits_for_its_order(carla):
    invoice = make_invoice(order="CC-10481")
    order = make_order("CC-10481", email="carla@example.com")
    invoice.refresh_from_db()
    assert (invoice.order, invoice.contact) == (order, carla)


def test_who_has_ordered_owes_the_invoice(order, carla):
    assert make_invoice(order="CC-10481").contact == carla


def test_an_order_of_an_address_that_becomes_known_finds_its_contact(db, request):
    wish = order_wish(email="carla@example.com")
    Order.put(wish, source="shop", by=SHOP)
    carla = request.getfixturevalue("carla")
    assert Order.put(wish, source="shop", by=SHOP)[0].contact == carla


def test_an_overdue_invoice_says_so(db):
    invoice = make_invoice(due_on=date(2020, 1, 1))
    assert invoice.standing.slug == "overdue"
    paid = make_invoice("FV-2", due_on=date(2020, 1, 1), open_amount=Decimal(0))
    assert paid.standing.slug == "paid"


def test_a_shop_may_use_words_of_its_own(db):
    assert make_order(state="Na cestě k vám").standing.label == "Na cestě k vám"


def test_the_shapes_of_numbers_are_learned(order):
    assert {"CC99999", "JD9999999999", "B9999999", "M999"} <= set(
        NumberShape.objects.known()
    )


def test_a_check_digit_that_all_have_is_learned(db):
    numbers = (f"{n}{(10 - luhn(n)) % 10}" for n in range(100_000, 100_025))
    put_orders([order_wish(one) for one in numbers], source="shop", by=SHOP)
    assert NumberShape.objects.known()["9999999"] == ["luhn"]


def luhn(number: int) -> int:
    digits = [int(one) for one in reversed(str(number))]
    return sum(
        sum(divmod(one * (2 - place % 2), 10)) for place, one in enumerate(digits)
    )


@pytest.mark.parametrize("count", [2, 200])
def test_two_hundred_cost_as_many_statements_as_two(
    count, db, django_assert_max_num_queries
):
    wishes = [order_wish(f"CC-{n}") for n in range(count)]
    with django_assert_max_num_queries(25):
        put_orders(wishes, source="shop", by=SHOP)
