"""Rows by the thousand."""

from ombud.core.upserting import upsert
from ombud.users.models import Team


def test_new_rows_and_known_ones_know_their_ids(db):
    sales = Team.objects.create(name="Sales", slug="sales")
    rows = [Team(name="Sales and more", slug="sales"), Team(name="Stock", slug="stock")]
    upsert(rows, unique=["slug"])
    sales.refresh_from_db()
    assert sales.name == "Sales and more"
    assert [row.pk for row in rows] == [sales.pk, Team.objects.get(slug="stock").pk]


def test_twice_in_one_transaction(db):
    for name in ("A", "B"):
        upsert([Team(name=name, slug="one")], unique=["slug"])
    assert list(Team.objects.values_list("name", flat=True)) == ["B"]


def test_nothing_costs_nothing(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        upsert([], unique=["slug"])
