"""A real Tryton is asked: what it knows comes, once; while it is down, that stays."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from ombud.customers.models import Contact, Organisation
from ombud.sales.models import Invoice, Item, Order
from ombud.sources.drivers import Noun
from ombud.sources.models import Connector
from ombud.testing.servers.tryton import DATABASE, PASSWORD, USER, Tryton

pytestmark = [pytest.mark.django_db, pytest.mark.servers]


@pytest.fixture(scope="module")
def _tryton(
    tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config
) -> Iterator[Tryton]:
    kept = pytestconfig.cache.mkdir("tryton")
    server = Tryton(tmp_path_factory.mktemp("tryton"), kept)
    petra = server.party("Petra Svobodová", "petra@lipa.example")
    server.sale(petra, server.product("BR-200", "Brio 200", "499"), 2.0, "499")
    server.invoice("F-1", petra, "998")
    number = {"type": "eu_vat", "code": "CZ25596641"}
    server.party("Lípa a.s.", "info@lipa.example", identifiers=[["create", [number]]])
    yield server
    server.stop()


@pytest.fixture
def tryton(_tryton: Tryton) -> Tryton:
    """Running, also after a test that stopped it."""
    _tryton.start()
    return _tryton


@pytest.fixture
def connector(tryton: Tryton) -> Connector:
    return Connector.objects.create(
        name="Tryton",
        url=tryton.url,
        database=DATABASE,
        user=USER,
        password=PASSWORD,
        nouns=list(Noun.values),
    )


def test_what_tryton_knows_comes(connector: Connector) -> None:
    connector.pull()
    assert connector.last_error == ""
    petra = Contact.objects.get(name="Petra Svobodová")
    assert (petra.email, petra.phone) == ("petra@lipa.example", "+420 601 000 142")
    assert petra.source_of("name") == "Tryton"
    assert Organisation.objects.get(name="Lípa a.s.").vat_id == "CZ25596641"
    assert Item.objects.get(number="BR-200").price == Decimal(499)
    order = Order.objects.get()
    assert (order.contact, order.total, order.currency) == (petra, Decimal(998), "EUR")
    assert order.lines.get().item.number == "BR-200"
    assert Invoice.objects.get(number="F-1").contact == petra


def test_asked_twice_nothing_changes(connector: Connector) -> None:
    connector.pull()
    before = Order.objects.get().fetched_at
    connector.pull()
    assert connector.counts[Noun.ORDERS] == [0, 0, 0]
    assert connector.counts[Noun.CONTACTS] == [0, 0, 0]
    assert Order.objects.get().fetched_at > before


def test_only_what_was_written_since_is_asked_for(
    connector: Connector, tryton: Tryton
) -> None:
    connector.pull()
    tryton.party("Eva Černá", "eva@lipa.example")
    connector.pull()
    assert connector.counts[Noun.CONTACTS] == [1, 0, 0]


def test_while_it_is_down_what_came_stays(
    connector: Connector, tryton: Tryton, ines_client: Client
) -> None:
    connector.pull()
    contact = connector.last_contact_at
    tryton.stop()
    connector.pull()
    assert connector.last_error.startswith("The server cannot be reached.")
    assert (connector.last_contact_at, Order.objects.count()) == (contact, 1)
    page = ines_client.get(reverse("connectors")).content.decode()
    assert "Failing" in page
    assert "Connection refused" in page
    order = ines_client.get(Order.objects.get().get_absolute_url()).content.decode()
    assert "Tryton" in order


def test_the_trial_tells_each_step(connector: Connector, ines_client: Client) -> None:
    wish = {
        "name": "Tryton",
        "driver": "tryton",
        "url": connector.url,
        "database": DATABASE,
        "user": USER,
        "nouns": ["orders"],
        "minutes": 10,
        "silence_minutes": 60,
    }
    url = reverse("connector-trials", args=[connector.pk])
    page = ines_client.post(url, wish, HTTP_HX_REQUEST="true").content.decode()
    assert "Orders can be read: 1 of them" in page
    assert "Tryton 7.0" in page
    wrong = wish | {"password": "wrong"}
    page = ines_client.post(url, wrong, HTTP_HX_REQUEST="true").content.decode()
    assert "Tryton refuses this user or password." in page
    assert "not tried" in page
