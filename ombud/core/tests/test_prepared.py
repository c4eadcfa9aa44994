"""A query that is built once finds what it would have found."""

from ombud.core.prepared import Prepared
from ombud.users.models import Team


def of(*, name):
    return Team.objects.filter(name=name)


def test_each_value_finds_its_own(db):
    Team.objects.create(name="Support", slug="support")
    Team.objects.create(name="Warehouse", slug="warehouse")
    teams = Prepared(of)
    found = [teams.rows(name=name)[0].slug for name in ("Support", "Warehouse")]
    assert (found, teams.rows(name="Sales")) == (["support", "warehouse"], [])


def test_it_is_built_once_a_shape(db):
    built = []

    def of_shape(shape, *, pk):
        built.append(shape)
        return Team.objects.filter(pk=pk)

    teams = Prepared(of_shape)
    for shape in ("a", "a", "b"):
        teams.rows(shape, pk=1)
    assert built == ["a", "b"]


def test_what_can_find_nothing_is_not_asked(db, django_assert_num_queries):
    teams = Prepared(lambda *, pk: Team.objects.none().filter(pk=pk))
    with django_assert_num_queries(0):
        assert teams.rows(pk=1) == []
