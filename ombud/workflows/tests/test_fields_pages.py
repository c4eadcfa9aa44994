"""Custom fields: the list, one field, its removal."""

import pytest

from ombud.testing.factories import make_ticket
from ombud.workflows.models import Field
from ombud.workflows.starting import starter

LIST = "/settings/fields/"


@pytest.fixture
def colour(db) -> Field:
    options = [{"slug": "red", "name": "Red"}, {"slug": "blue", "name": "Blue"}]
    return Field.objects.create(
        slug="colour", name="Colour", noun="ticket", kind="choice", options=options
    )


def wish(**more) -> dict:
    return {"name": "Serial number", "noun": "ticket", "kind": "text", **more}


def test_the_list_is_by_noun_and_tells_who_asks(ines_client, colour):
    starter("complaint")
    page = ines_client.get(LIST).content.decode()
    assert "Colour" in page
    assert "/settings/workflows/complaint/" in page


def test_the_list_costs_the_same_for_any_number(
    ines_client, colour, django_assert_max_num_queries
):
    starter("complaint")
    ines_client.get(LIST)
    with django_assert_max_num_queries(14):
        ines_client.get(LIST)


@pytest.mark.parametrize(
    ("more", "options"),
    [
        ({}, []),
        ({"noun": "order", "kind": "money"}, []),
        ({"kind": "choice", "lines": "Red"}, [{"slug": "red", "name": "Red"}]),
        (
            {"kind": "tree", "lines": "A\n  B"},
            [{"slug": "a", "name": "A", "options": [{"slug": "b", "name": "B"}]}],
        ),
    ],
)
def test_ines_adds_one(ines_client, more, options):
    assert ines_client.post(f"{LIST}new/", wish(**more))["Location"] == LIST
    field = Field.objects.get(slug="serial_number")
    assert field.options == options


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"name": "colour"}, "There is already a field of this name."),
        ({"kind": "choice"}, "Write at least one value."),
        ({"kind": "choice", "lines": "A\n  B"}, "A list has no values below others"),
        ({"kind": "magic"}, "not one of the available choices"),
        ({"noun": "cat"}, "not one of the available choices"),
    ],
)
def test_what_cannot_be_is_told(ines_client, colour, more, sentence):
    answer = ines_client.post(f"{LIST}new/", wish(**more))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_values_keep_their_keys_and_their_tickets(ines_client, colour):
    ticket = make_ticket(fields={"colour": "blue"})
    url = f"{LIST}{colour.pk}/"
    ines_client.post(url, wish(name="Colour", lines="Green\nBlue\nRed", is_listed="on"))
    colour.refresh_from_db()
    assert [one["slug"] for one in colour.options] == ["green", "blue", "red"]
    assert colour.is_listed
    assert colour.name_of(ticket.fields["colour"]) == "Blue"


def test_kind_and_noun_stay(ines_client, colour):
    url = f"{LIST}{colour.pk}/"
    ines_client.post(url, wish(name="Colour", kind="date", noun="order", lines="Red"))
    colour.refresh_from_db()
    assert (colour.kind, colour.noun) == ("choice", "ticket")


def test_removal_tells_how_many_hold_a_value(ines_client, colour):
    make_ticket(fields={"colour": "blue"})
    make_ticket()
    url = f"{LIST}{colour.pk}/removals/"
    assert "1 holds a value in it" in ines_client.get(url).content.decode()
    assert ines_client.post(url)["Location"] == LIST
    assert not Field.objects.exists()


def test_a_field_that_is_asked_for_stays(ines_client, db):
    starter("complaint")
    field = Field.objects.get(slug="verdict")
    answer = ines_client.post(f"{LIST}{field.pk}/removals/")
    assert answer.status_code == 409
    assert "Workflows ask for it" in answer.content.decode()
    assert Field.objects.filter(pk=field.pk)
