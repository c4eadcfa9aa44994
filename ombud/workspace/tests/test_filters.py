"""Lists narrowed by all that tickets have: in the address, typed, and in a dialog."""

import pytest
from django.http import QueryDict

from ombud.testing.factories import make_team, make_ticket, make_workflow
from ombud.tickets.filters import Conditions
from ombud.tickets.models import Tag
from ombud.workflows.models import Field, FieldUse
from ombud.workflows.starting import starter
from ombud.workspace.filters import Filters

OPTIONS = [{"slug": "broken", "name": "Broken"}, {"slug": "lost", "name": "Lost"}]


@pytest.fixture
def reason(db) -> Field:
    field = Field.objects.create(
        slug="reason", name="Reason", kind="choice", options=OPTIONS, is_listed=True
    )
    FieldUse.objects.create(workflow=make_workflow(), field=field)
    return field


@pytest.fixture
def tickets(agnes, bela, reason) -> None:
    make_ticket("Kettle", fields={"reason": "broken"}, tags=["vip"], priority="high")
    make_ticket("Grinder", fields={"reason": "lost"}, assignee=bela)
    make_ticket("Filter", workflow=starter("complaint"), assignee=agnes)


def subjects(client, query: str) -> list[str]:
    listing = client.get(f"/inbox/open/?{query}").context["listing"]
    return [row.subject for group in listing.groups for row in group.rows]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("type=complaint", ["Filter"]),
        ("tag=vip", ["Kettle"]),
        ("priority=high", ["Kettle"]),
        ("priority=nonsense", ["Filter", "Grinder", "Kettle"]),
        ("assignee=me", ["Filter"]),
        ("assignee=none", ["Kettle"]),
        ("assignee=bela@ombud.example", ["Grinder"]),
        ("field.reason=broken", ["Kettle"]),
        ("field.nothing=broken", []),
        ("text=grin", ["Grinder"]),
        ("q=reason:broken", ["Kettle"]),
        ("q=reason:Lost+grinder", ["Grinder"]),
        ("q=tag:vip+type:complaint", []),
        ("q=owner:me", ["Filter"]),
        ("q=carla@example.com", ["Filter", "Grinder", "Kettle"]),
    ],
)
def test_each_condition(agnes_client, tickets, query, found):
    assert subjects(agnes_client, query) == found


def test_a_number_finds_its_ticket(agnes_client, tickets):
    ticket = make_ticket("Pump")
    assert subjects(agnes_client, f"q=%23{ticket.number}") == ["Pump"]


@pytest.mark.django_db
def test_quotes_hold_words_together(reason):
    found = Conditions().typed('leaks tag:"very important" http://x.example y:z')
    assert found.tag == "very important"
    assert found.text == "leaks http://x.example y:z"


@pytest.mark.django_db
def test_what_was_typed_stands_in_the_address_as_conditions(reason):
    filters = Filters.read(QueryDict("q=tag:vip reason:lost leaks&team=support"))
    assert filters.query() == "team=support&tag=vip&text=leaks&field.reason=lost"
    assert Filters.read(QueryDict(filters.query())) == filters


def test_each_condition_has_its_chip_and_the_way_out(agnes_client, tickets):
    query = "q=reason:broken+tag:vip"
    listing = agnes_client.get(f"/inbox/open/?{query}").context["listing"]
    assert [(chip.label, chip.url) for chip in listing.chips] == [
        ("vip", "/inbox/open/?field.reason=broken"),
        ("Reason: Broken", "/inbox/open/?tag=vip"),
    ]


def test_the_dialog_offers_listed_fields_and_counts(agnes_client, tickets):
    page = agnes_client.get("/inbox/open/filter/?field.reason=lost").text
    assert '<option value="lost" selected>Lost</option>' in page
    assert "Show 1 ticket<" in page
    assert "Show 3 tickets" in agnes_client.get("/inbox/open/count/").text


def test_more_than_ninety_nine_are_not_counted(agnes_client):
    for _number in range(100):
        make_ticket()
    assert "Show 99+ tickets" in agnes_client.get("/inbox/open/count/").text


def test_olaf_counts_nothing_of_others(olaf_client, tickets):
    assert "Show 0 tickets" in olaf_client.get("/inbox/open/count/").text
    assert subjects(olaf_client, "field.reason=broken") == []


def test_a_stranger_is_asked_to_sign_in(outsider_client, db):
    assert outsider_client.get("/inbox/open/filter/").status_code == 302
    assert outsider_client.get("/inbox/open/count/").status_code == 302


def test_a_narrowed_list_costs_at_most_ten_queries(
    agnes_client, tickets, django_assert_max_num_queries
):
    make_team("elsewhere")
    agnes_client.get("/inbox/open/")
    query = "q=reason:broken+tag:vip+type:support+assignee:none&state=new"
    with django_assert_max_num_queries(10):
        assert subjects(agnes_client, query) == ["Kettle"]


def pieces(client, typed: str) -> list[str]:
    answer = client.get("/inbox/open/completions/", {"q": typed})
    return [one.piece for one in answer.context["found"]]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ta", ["tag:"]),
        ("leaks prio", ["priority:"]),
        ("Rea", ["origin:", "reason:"]),
        ("tag:v", ["tag:vip"]),
        ("priority:h", ["priority:high"]),
        ("reason:lo", ["reason:lost"]),
        ("assignee:m", ["assignee:me"]),
        ("assignee:be", ["assignee:bela@ombud.example"]),
        ("nothing:x", []),
        ("leaks ", []),
        ("", []),
    ],
)
def test_what_is_typed_goes_on(agnes_client, tickets, typed, found):
    Tag.objects.create(name="vip")
    assert pieces(agnes_client, typed) == found


def test_two_words_stand_in_quotes_behind_what_was_there(agnes_client, db):
    Tag.objects.create(name="red flag")
    answer = agnes_client.get("/inbox/open/completions/", {"q": "leaks tag:fl"})
    assert answer.context["found"][0].text == 'leaks tag:"red flag"'


def test_strangers_learn_no_tags(outsider_client, db):
    answer = outsider_client.get("/inbox/open/completions/", {"q": "tag:"})
    assert answer.status_code == 302


def test_each_letter_costs_the_same(
    agnes_client, tickets, django_assert_max_num_queries
):
    pieces(agnes_client, "assignee:")
    with django_assert_max_num_queries(7):
        pieces(agnes_client, "assignee:be")
