"""Categories: the tree, its pages, and where tickets go."""

import pytest
from django.urls import reverse

from ombud.testing.factories import make_ticket
from ombud.tickets.models import Ticket
from ombud.workflows.models import Category

LIST = "/settings/categories/"


def make(name: str, parent: Category | None = None, **columns) -> Category:
    found = Category(name=name, slug=name.lower(), parent=parent, **columns)
    found.keep()
    return found


@pytest.fixture
def returns(db) -> Category:
    return make("Returns")


def test_the_tree_is_in_order(returns):
    make("Broken", returns)
    make("Advice")
    tree = [(one.path, one.depth) for one in Category.objects.tree()]
    assert tree == [("Advice", 0), ("Returns", 0), ("Returns › Broken", 1)]


def test_the_tree_is_kept(returns, django_assert_num_queries):
    Category.objects.tree()
    with django_assert_num_queries(0):
        assert Category.objects.with_slug("returns") == returns


def test_below_are_all_below(returns):
    broken = make("Broken", returns)
    deep = make("Glass", broken)
    make("Advice")
    assert Category.objects.below("returns") == [returns.pk, broken.pk, deep.pk]


def test_ines_adds_one(ines_client, returns, support):
    wish = {"name": "Broken", "parent": returns.pk, "team": support.pk, "position": 0}
    assert ines_client.post(f"{LIST}new/", wish).status_code == 302
    found = Category.objects.get(slug="broken")
    assert (found.parent, found.team) == (returns, support)
    assert "Broken" in ines_client.get(LIST).content.decode()


def test_twins_are_refused(ines_client, returns):
    answer = ines_client.post(f"{LIST}new/", {"name": "returns", "position": 0})
    assert "There is already a category of this name." in answer.content.decode()


def test_none_is_below_itself(ines_client, returns):
    broken = make("Broken", returns)
    wish = {"name": "Returns", "parent": broken.pk, "position": 0}
    answer = ines_client.post(f"{LIST}returns/", wish)
    assert answer.status_code == 422


def test_removing_asks_and_moves_the_tickets(ines_client, returns):
    advice, ticket = make("Advice"), make_ticket(category=returns)
    below = make("Broken", returns)
    url = reverse("category-removals", args=["returns"])
    assert "1 ticket has this category." in ines_client.get(url).content.decode()
    ines_client.post(url, {"to": advice.pk})
    assert Ticket.objects.get(pk=ticket.pk).category == advice
    assert Category.objects.get(pk=below.pk).parent is None
    assert not Category.objects.filter(slug="returns").exists()


def test_removing_may_leave_them_without(ines_client, returns):
    ticket = make_ticket(category=returns)
    ines_client.post(reverse("category-removals", args=["returns"]), {"to": ""})
    assert Ticket.objects.get(pk=ticket.pk).category is None


@pytest.mark.parametrize("path", ["", "new/", "returns/", "returns/removals/"])
def test_olaf_and_zoe_stay_out(olaf_client, outsider_client, returns, path):
    assert olaf_client.get(LIST + path).status_code == 403
    assert outsider_client.get(LIST + path).status_code == 302
