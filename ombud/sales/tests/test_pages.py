"""Pages of orders, invoices, items and records; and what stands beside a ticket."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from ombud.sales.models import Link, RecordType
from ombud.sales.putting import put_orders, put_records
from ombud.sales.wishes import CustomerWish, RecordWish
from ombud.testing.factories import make_ticket
from ombud.testing.sales import SHOP, make_carrier, make_invoice, make_order, order_wish


@pytest.fixture
def ticket(carla, support, order, agnes):
    ticket = make_ticket("The Brio leaks", contact=carla)
    Link.objects.link(ticket, order, by=agnes)
    return ticket


@pytest.fixture
def contract(db, carla):
    columns = [{"slug": "visits", "name": "Visits a year", "kind": "number"}]
    kind = RecordType.objects.create(
        slug="contract", name="Contract", plural="Contracts", fields=columns
    )
    wish = RecordWish(
        "WV-17",
        date(2026, 1, 1),
        "Maintenance",
        "running",
        CustomerWish("carla@example.com"),
        {"visits": "2"},
    )
    put_records(kind, [wish], source="erp", by=SHOP)
    return kind.records.get()


def shown(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_list_finds_by_number_name_and_address(agnes_client, order):
    make_order("XX-7")
    for words in ("CC-10481", "10481", "cc104", "carla", "Carla@example.com"):
        page = shown(agnes_client, f"/orders/?q={words}")
        assert "CC-10481" in page
        assert "XX-7" not in page


def test_the_list_narrows_by_state(agnes_client, order):
    assert "CC-10481" in shown(agnes_client, "/orders/?state=shipped")
    assert "No order fits" in shown(agnes_client, "/orders/?state=new")


def test_the_list_goes_on_where_a_page_ended(agnes_client, db):
    now = timezone.now()
    wishes = [
        order_wish(f"N-{n}", placed_at=now - timedelta(days=n // 2)) for n in range(60)
    ]
    put_orders(wishes, source="shop", by=SHOP)
    page = shown(agnes_client, "/orders/")
    after = page.partition("after=")[2].partition('"')[0]
    rest = shown(agnes_client, f"/orders/?after={after}")
    assert page.count('class="link num"') == 50
    assert rest.count('class="link num"') == 10


@pytest.mark.parametrize("after", ["x", "AAAA", "MjAyNiAx"])
def test_a_place_that_makes_no_sense_is_the_beginning(agnes_client, order, after):
    assert "CC-10481" in shown(agnes_client, f"/orders/?after={after}")


def test_an_order_shows_lines_parcels_invoices_and_tickets(agnes_client, ticket):
    make_carrier()
    make_invoice("FV-7718", order="CC-10481")
    page = shown(agnes_client, "/orders/CC-10481/")
    for words in ("Brio 200, cream", "B2-004711", "JD0123456789", "FV-7718"):
        assert words in page
    assert "piececode=JD0123456789" in page
    assert "The Brio leaks" in page
    assert "/tickets/new/?order=CC-10481" in page


def test_a_number_may_hold_a_slash(agnes_client, carla):
    make_order("2024/15", email="carla@example.com")
    assert "2024/15" in shown(agnes_client, "/orders/2024/15/")


def test_an_item_shows_what_was_complained_of(agnes_client, ticket, machine, agnes):
    Link.objects.link(ticket, machine, by=agnes)
    assert "The Brio leaks" in shown(agnes_client, "/items/M-200/")


def test_an_invoice_shows_what_is_open(agnes_client, order):
    make_invoice("FV-7718", order="CC-10481", open_amount=Decimal(500))
    page = shown(agnes_client, "/invoices/FV-7718/")
    assert "500" in page
    assert "FV-7718" in shown(agnes_client, "/invoices/?only=open")


def test_records_are_shown_as_their_type_says(agnes_client, contract):
    page = shown(agnes_client, "/records/contract/WV-17/")
    assert "Visits a year" in page
    assert "WV-17" in shown(agnes_client, "/records/contract/")


PAGES = [
    "/orders/",
    "/orders/CC-10481/",
    "/items/",
    "/items/M-200/",
    "/invoices/",
    "/invoices/FV-7718/",
    "/records/contract/",
    "/records/contract/WV-17/",
]


@pytest.mark.parametrize("path", PAGES)
def test_olaf_may_not_see_orders(olaf_client, order, contract, path):
    make_invoice()
    assert olaf_client.get(path).status_code == 403


@pytest.mark.parametrize("path", PAGES)
def test_zoe_is_led_to_the_door(outsider_client, order, path):
    assert outsider_client.get(path).status_code == 302


def test_olaf_with_the_right_sees_the_order_but_not_the_tickets(
    olaf, olaf_client, seller, ticket
):
    olaf.roles.add(seller)
    assert "The Brio leaks" not in shown(olaf_client, "/orders/CC-10481/")


@pytest.mark.parametrize("count", [3, 40])
def test_a_list_costs_the_same_with_three_and_with_forty(
    agnes_client, carla, count, django_assert_max_num_queries
):
    wishes = [order_wish(f"N-{n}", email="carla@example.com") for n in range(count)]
    put_orders(wishes, source="shop", by=SHOP)
    agnes_client.get("/nav-counts/")
    with django_assert_max_num_queries(8):
        agnes_client.get("/orders/")


@pytest.mark.parametrize("count", [1, 30])
def test_a_ticket_costs_three_more_with_one_order_and_with_thirty(
    agnes_client, ticket, count, django_assert_max_num_queries
):
    wishes = [order_wish(f"N-{n}", email="carla@example.com") for n in range(count)]
    put_orders(wishes, source="shop", by=SHOP)
    path = f"/tickets/{ticket.number}/"
    agnes_client.get(path)
    with django_assert_max_num_queries(12):
        agnes_client.get(path)


def test_beside_the_ticket_stand_orders_invoices_and_warranty(agnes_client, ticket):
    make_order("CC-9", email="carla@example.com")
    make_invoice("FV-7718", email="carla@example.com", due_on=date(2020, 1, 1))
    page = shown(agnes_client, f"/tickets/{ticket.number}/")
    for words in ("CC-10481", "CC-9", "FV-7718", "Overdue", "until", "DHL"):
        assert words in page


def test_orders_of_an_address_that_nobody_knows_stand_there_too(agnes_client, support):
    make_order("CC-5", email="New@Example.org")
    ticket = make_ticket(requester_email="new@example.org")
    assert "CC-5" in shown(agnes_client, f"/tickets/{ticket.number}/sales/")


def test_the_sidebar_has_sales_for_those_who_see_orders(agnes_client, bela_client):
    assert 'href="/orders/"' in shown(agnes_client, "/inbox/")
    assert 'href="/orders/"' not in shown(bela_client, "/inbox/")


def test_a_new_problem_of_an_invoice_is_linked_with_it(
    agnes_client, carla, support, run_jobs
):
    invoice = make_invoice("FV-7719", email="carla@example.com")
    page = agnes_client.get(invoice.get_absolute_url()).content.decode()
    asked = f"person=contact-{carla.pk}&amp;who=carla%40example.com"
    assert f"{asked}&amp;subject=Invoice%20FV-7719:%20" in page
    subject = "Invoice FV-7719: wrong"
    asked = {"who": "carla@example.com", "subject": subject, "origin": "phone"}
    form = agnes_client.get("/tickets/new/", asked).context["form"]
    wish = {name: form[name].value() for name in form.fields}
    wish = {name: value for name, value in wish.items() if value is not None}
    wish |= {"text": "It is wrong.", "state": "new"}
    assert agnes_client.post("/tickets/new/", wish).status_code == 302
    run_jobs()
    assert Link.objects.get().invoice == invoice
