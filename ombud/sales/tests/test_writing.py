"""Order and parcel in what an agent writes: of the one order that is meant."""

import pytest

from ombud.sales.models import Link
from ombud.testing.factories import make_agent, make_ticket
from ombud.testing.knowledge import make_template
from ombud.testing.sales import make_order
from ombud.tickets.answering import answer

OPEN = "<p>{{ order.number }}</p>"


@pytest.fixture
def ticket(support):
    return make_ticket(team=support)


@pytest.fixture
def link(ticket, ines):
    return lambda number: Link.objects.link(ticket, make_order(number), by=ines)


def written(ticket, by):
    return answer(make_template(html=OPEN), ticket, by=by, language="en").html


def test_the_orders_number_is_filled_in(ticket, link, ines):
    link("CC-10481")
    assert written(ticket, ines) == "<p>CC-10481</p>"


def test_of_two_orders_neither_is_meant(ticket, link, ines):
    link("CC-10481")
    link("CC-10482")
    assert written(ticket, ines) == OPEN


def test_who_may_not_see_orders_reads_no_number(ticket, link, support):
    link("CC-10481")
    assert written(ticket, make_agent("Rita", support)) == OPEN
