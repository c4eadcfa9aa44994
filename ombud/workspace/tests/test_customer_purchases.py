"""What a customer has bought, on their page, and what was said of an order."""

import pytest

from ombud.sales.models import Link, Order
from ombud.sales.paging import SIZE
from ombud.testing.cast import keeps_customers
from ombud.testing.factories import make_contact, make_message, make_ticket
from ombud.testing.sales import make_invoice, make_order
from ombud.users.models import Role


@pytest.fixture
def agnes(agnes):
    seller = Role.objects.create(slug="s", name="S", permissions=["see_orders"])
    agnes.roles.add(seller)
    return keeps_customers(agnes)


@pytest.fixture
def url(carla):
    return f"/contacts/{carla.pk}/"


@pytest.fixture
def order(carla):
    return make_order("CC-10481", email="carla@example.com")


def numbers(answer):
    return [one.number for one in answer.context["found"].rows]


def test_orders_and_invoices_stand_on_pages_of_their_own(agnes_client, url, order):
    make_invoice("FV-1", email="carla@example.com")
    make_order("CC-10482", email="zoe@stranger.example", shipments=())
    assert numbers(agnes_client.get(f"{url}orders/")) == ["CC-10481"]
    assert numbers(agnes_client.get(f"{url}invoices/")) == ["FV-1"]
    assert numbers(agnes_client.get(f"{url}records/")) == []
    page = agnes_client.get(url).content.decode()
    assert f'href="{url}orders/"' in page


def test_what_was_bought_with_their_address_before_counts(agnes_client, url, order):
    Order.objects.update(contact=None, organisation=None)
    assert numbers(agnes_client.get(f"{url}orders/")) == ["CC-10481"]


def test_a_company_has_what_its_people_bought(agnes_client, carla, carlos, order):
    company = f"/organisations/{carla.organisation_id}/orders/"
    assert numbers(agnes_client.get(company)) == ["CC-10481"]
    Order.objects.update(organisation=None)
    assert numbers(agnes_client.get(company)) == ["CC-10481"]


def test_nobodys_orders_are_none(agnes_client):
    nobody = make_contact("Dana")
    nobody.addresses.all().delete()
    make_order("CC-10483", shipments=())
    assert numbers(agnes_client.get(f"/contacts/{nobody.pk}/orders/")) == []


def test_pages_follow_each_other_and_cost_the_same(
    agnes_client, url, order, django_assert_max_num_queries
):
    for place in range(SIZE):
        make_order(f"CC-2{place:04}", email="carla@example.com", shipments=())
    with django_assert_max_num_queries(25):
        first = agnes_client.get(f"{url}orders/")
    older = first.context["found"].older
    second = agnes_client.get(f"{url}orders/?after={older}")
    assert len({*numbers(first), *numbers(second)}) == SIZE + 1


def test_the_timeline_is_narrowed_to_an_order(agnes_client, agnes, carla, url, order):
    for text in ("About the order", "About the weather"):
        ticket = make_ticket(text, contact=carla, organisation=carla.organisation)
        make_message(ticket, text, by=carla)
        if "order" in text:
            Link.objects.link(ticket, order, by=agnes)
    answer = agnes_client.get(f"{url}?order=CC-10481")
    assert answer.context["orders"] == ["CC-10481"]
    told = [one.text for _day, of in answer.context["history"].days for one in of]
    assert told == ["About the order"]
    page = agnes_client.get(f"{url}orders/").content.decode()
    assert f"{url}?order=CC-10481" in page


def test_olaf_sees_no_orders_and_is_not_told_of_any(client_of, olaf, url, order):
    client = client_of(keeps_customers(olaf))
    assert client.get(f"{url}orders/").status_code == 403
    assert f"{url}orders/" not in client.get(url).content.decode()
    narrowed = client.get(f"{url}?order=CC-10481")
    assert narrowed.context["history"].order == ""
    assert narrowed.context["orders"] == []


def test_zoe_is_asked_to_sign_in(outsider_client, url):
    for page in ("orders", "invoices", "records", "changes"):
        assert outsider_client.get(f"{url}{page}/").status_code == 302
