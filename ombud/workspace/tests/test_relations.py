"""Linked tickets: related, parent and child, the same matter."""

import pytest

from ombud.testing.factories import make_channel, make_message, make_ticket
from ombud.tickets.models import Batch, Ticket, Verb
from ombud.workflows.models import ActionNotAllowed

HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def parent(agnes) -> Ticket:
    return make_ticket("Batch 7 leaks", state="open")


@pytest.fixture
def children(parent, agnes) -> list[Ticket]:
    make_channel(parent.team)
    found = []
    for name, language in (("Carla", "en"), ("Dieter", "de")):
        one = make_ticket(
            "It leaks", state="open", language=language, requester_name=name
        )
        make_message(one, "It leaks.")
        parent.link_to(one, by=agnes, kind="child")
        found.append(one)
    return found


def url(ticket: Ticket, rest: str = "") -> str:
    return f"/tickets/{ticket.number}/{rest}"


def now(ticket: Ticket) -> Ticket:
    return Ticket.objects.get(pk=ticket.pk)


def test_another_is_linked_by_words_and_both_say_what_it_is(parent, agnes_client):
    other = make_ticket("Kettle from batch 7")
    found = agnes_client.get(url(parent, "relations/?q=kettle")).context["found"]
    assert [one.ticket for one in found] == [other]
    wish = {"other": other.number, "kind": "child"}
    agnes_client.post(url(parent, "relations/"), wish, **HTMX)
    assert parent.links.get().kind == "child"
    assert other.links.get().kind == "parent"
    page = agnes_client.get(url(other)).text
    assert "is the parent of this ticket" in page
    assert "Parent" in page


def test_a_link_is_taken_away_again(parent, children, agnes_client):
    path = f"relations/{children[0].number}/removal/"
    for _twice in range(2):
        agnes_client.post(url(parent, path), **HTMX)
    assert [link.other for link in parent.links.all()] == children[1:]
    assert parent.entries.filter(verb=Verb.UNLINKED).count() == 1


def test_olaf_and_zoe_link_nothing(parent, olaf_client, outsider_client):
    other = make_ticket("Other")
    wish = {"other": other.number}
    assert olaf_client.post(url(parent, "relations/"), wish).status_code == 404
    assert olaf_client.get(url(parent, "children/")).status_code == 404
    assert outsider_client.post(url(parent, "relations/"), wish).status_code == 302
    assert outsider_client.get(url(parent, "children/")).status_code == 302
    assert not parent.links.exists()


def test_nobody_is_above_themselves_and_has_two_parents(parent, children, agnes):
    with pytest.raises(ActionNotAllowed, match="stands above"):
        children[0].link_to(parent, by=agnes, kind="child")
    with pytest.raises(ActionNotAllowed, match="is a child of"):
        make_ticket().link_to(children[0], by=agnes, kind="child")


def test_the_panel_shows_where_the_others_stand(parent, children, agnes_client):
    panel = agnes_client.get(url(parent, "panel/")).text
    assert "Children" in panel
    assert f"sse:ticket-{children[0].number}" in panel


def test_solving_the_parent_asks_about_its_children(parent, children, agnes_client):
    answer = agnes_client.post(url(parent, "actions/solve/"), **HTMX)
    assert f"#{parent.number} has 2 open children" in answer.text
    assert "text_de" in answer.text


def test_a_ticket_without_children_asks_nothing(parent, agnes_client):
    answer = agnes_client.post(url(parent, "actions/solve/"), **HTMX)
    assert "children-form" not in answer.text


def answered(client, parent: Ticket, **words: str) -> Batch:
    key = "8b0bd9a2-5f0a-4c0c-9f7b-3a0f5c1f2d11"
    client.post(url(parent, "children/"), {"key": key, **words})
    return Batch.objects.get()


def test_each_child_is_answered_in_its_language_with_its_data_and_solved(
    parent, children, agnes_client, run_jobs
):
    words = {
        "text_en": "Hello {{ customer.name }}, done.",
        "text_de": "Hallo {{ customer.name }}, #{{ ticket.number }} ist fertig.",
    }
    batch = answered(agnes_client, parent, **words)
    run_jobs()
    batch.refresh_from_db()
    assert batch.refused == []
    said = [one.entries.get(verb=Verb.REPLIED).text for one in children]
    assert said == [
        "Hello Carla, done.",
        f"Hallo Dieter, #{children[1].number} ist fertig.",
    ]
    assert {now(one).state.slug for one in children} == {"solved"}


def test_without_words_they_are_only_solved(parent, children, agnes_client, run_jobs):
    answered(agnes_client, parent, text_en="Done.")
    run_jobs()
    assert {now(one).state.slug for one in children} == {"solved"}
    assert not children[1].entries.filter(verb=Verb.REPLIED).exists()


def test_an_unknown_placeholder_is_told_before(parent, children, agnes_client):
    sent = {"text_en": "{{ customer.iban }}"}
    answer = agnes_client.post(url(parent, "children/"), sent, **HTMX)
    assert answer.status_code == 422
    assert "There is no placeholder “customer.iban”." in answer.text
