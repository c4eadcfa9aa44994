"""GET /tickets."""

from collections.abc import Callable
from typing import Any

import pytest

from ombud.api.tests.conftest import Program
from ombud.tickets.models import Ticket
from ombud.users.models import User
from ombud.workflows.models import Field


def test_pages_hold_every_ticket_once(
    agnes_calls: Program, make_ticket: Callable[..., Ticket]
) -> None:
    made = [make_ticket(f"Number {n}").number for n in range(5)]
    seen, after = [], ""
    while after is not None:
        page = agnes_calls.get("/tickets", limit=2, after=after).json()
        seen += [item["number"] for item in page["items"]]
        after = page["next"]
    assert seen == made[::-1]


def test_tickets_of_the_same_moment_are_not_lost(
    agnes_calls: Program, make_ticket: Callable[..., Ticket]
) -> None:
    for n in range(4):
        make_ticket(str(n))
    first = Ticket.objects.first()
    Ticket.objects.update(last_message_at=first.last_message_at)
    page = agnes_calls.get("/tickets", limit=3).json()
    rest = agnes_calls.get("/tickets", limit=3, after=page["next"]).json()
    assert len({t["number"] for t in page["items"] + rest["items"]}) == 4


def test_a_list_costs_the_same_with_many_tickets(
    agnes_calls: Program,
    make_ticket: Callable[..., Ticket],
    django_assert_max_num_queries: Any,
) -> None:
    for n in range(10):
        make_ticket(str(n))
    agnes_calls.get("/teams")
    with django_assert_max_num_queries(5):
        page = agnes_calls.get("/tickets").json()
    assert len(page["items"]) == 10
    assert "entries" not in page["items"][0]


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        ({"state": "new"}, ["Two"]),
        ({"kind": "solved"}, ["One"]),
        ({"kind": "waiting"}, []),
        ({"team": "support"}, ["Two", "One"]),
        ({"assignee": "me"}, ["One"]),
        ({"assignee": "none"}, ["Two"]),
        ({"assignee": "agnes@ombud.example"}, ["One"]),
        ({"requester": "ZOE@stranger.example"}, ["Two", "One"]),
        ({"requester": "other@stranger.example"}, []),
        ({"tag": "leak"}, ["Two"]),
        ({"q": "tWo"}, ["Two"]),
    ],
)
def test_what_is_asked_for_is_given(
    agnes: User,
    agnes_calls: Program,
    make_ticket: Callable[..., Ticket],
    wish: dict[str, str],
    expected: list[str],
) -> None:
    one, two = make_ticket("One"), make_ticket("Two")
    one.perform(one.action("take", by=agnes), by=agnes)
    one.perform(one.action("solve", by=agnes), by=agnes)
    two.alter(by=agnes, tags=["leak"])
    items = agnes_calls.get("/tickets", **wish).json()["items"]
    assert [item["subject"] for item in items] == expected


def test_a_number_is_found(agnes_calls: Program, ticket: Ticket) -> None:
    items = agnes_calls.get("/tickets", q=f"#{ticket.number}").json()["items"]
    assert [item["number"] for item in items] == [ticket.number]


def test_olaf_sees_nothing_of_others(olaf_calls: Program, ticket: Ticket) -> None:
    for wish in ({}, {"q": str(ticket.number)}, {"requester": "zoe@stranger.example"}):
        assert olaf_calls.get("/tickets", **wish).json()["items"] == []


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        ({"limit": "many"}, "limit"),
        ({"limit": "1000"}, "limit"),
        ({"kind": "odd"}, "kind"),
        ({"after": "x"}, "after"),
        ({"team": "nowhere"}, "team"),
    ],
)
def test_what_is_wrong_is_named(
    agnes_calls: Program, wish: dict[str, str], field: str
) -> None:
    answer = agnes_calls.get("/tickets", **wish)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == field


def numbers(calls: Program, **wish: str) -> list[int]:
    return [one["number"] for one in calls.get("/tickets", **wish).json()["items"]]


def test_by_type_field_and_typed_conditions(
    agnes_calls: Program, make_ticket: Callable[..., Ticket]
) -> None:
    Field.objects.create(slug="reason", name="Reason", kind="text")
    make_ticket("Grinder")
    found = make_ticket("Kettle")
    Ticket.objects.filter(pk=found.pk).update(fields={"reason": "lost"}, tags=["vip"])
    assert numbers(agnes_calls, **{"field.reason": "lost"}) == [found.number]
    assert numbers(agnes_calls, q="reason:lost tag:vip kettle") == [found.number]
    assert numbers(agnes_calls, type="support", tag="vip") == [found.number]
    assert numbers(agnes_calls, q="type:complaint") == []


def test_an_unknown_type_or_field_is_named(agnes_calls: Program) -> None:
    answer = agnes_calls.get("/tickets", type="nonsense")
    assert answer.json()["errors"][0]["message"] == "There is no type “nonsense”."
    answer = agnes_calls.get("/tickets", **{"field.x": "1"})
    assert answer.json()["errors"][0]["message"] == "There is no field “x” here."
