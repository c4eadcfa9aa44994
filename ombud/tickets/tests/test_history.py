"""What one did, and the ways back: the page, Z, and the timeline's own lines."""

from uuid import uuid4

import pytest

from ombud.testing.factories import (
    make_message,
    make_note,
    make_state,
    make_team,
    make_ticket,
)
from ombud.tickets.history import history_of, last_undoable, said_of
from ombud.tickets.models import Draft, Entry, Ticket, Verb
from ombud.tickets.paging import Key

HTMX = {"HX-Request": "true"}


@pytest.fixture
def ticket(agnes) -> Ticket:
    return make_ticket("The kettle leaks", state="open")


def now(ticket: Ticket) -> Ticket:
    return Ticket.objects.get(pk=ticket.pk)


def solve(ticket: Ticket, by) -> Entry:
    return now(ticket).move(make_state("solved"), by=by)


def batch_of(client, run_jobs, *tickets, wish="action:solve") -> None:
    numbers = ",".join(str(ticket.number) for ticket in tickets)
    data = {"numbers": numbers, "wish": wish, "key": str(uuid4())}
    client.post("/batches/", data, headers=HTMX)
    run_jobs()


def test_ones_own_changes_newest_first_and_nobody_elses(agnes, bela, ticket):
    first = ticket.alter(by=agnes, priority="high")
    now(ticket).alter(by=bela, priority="low")
    second = solve(ticket, agnes)
    assert [deed.done for deed in history_of(agnes).deeds] == [second, first]


def test_what_others_changed_since_says_why_it_stays(agnes, bela, ticket):
    ticket.alter(by=agnes, priority="high")
    now(ticket).alter(by=bela, priority="low")
    (deed,) = history_of(agnes).deeds
    assert "changed again since" in deed.why_not_undo


def test_a_wish_for_many_tickets_is_one_line(agnes, agnes_client, ticket, run_jobs):
    batch_of(agnes_client, run_jobs, ticket, make_ticket(state="open"))
    (deed,) = history_of(agnes).deeds
    assert deed.is_batch
    assert deed.why_not_undo == ""
    assert "2 changed" in agnes_client.get("/history/").text


def test_the_page_has_a_button_where_there_is_a_way_back(agnes, agnes_client, ticket):
    entry = solve(ticket, agnes)
    page = agnes_client.get("/history/").text
    assert f"/entries/{entry.pk}/undo/" in page
    assert "The kettle leaks" in page
    agnes_client.post(f"/entries/{entry.pk}/undo/", headers=HTMX)
    assert now(ticket).state.slug == "open"
    assert "This was taken back already." in agnes_client.get("/history/").text


def test_olaf_reads_nothing_of_support_in_his_own(olaf_client, agnes, ticket):
    solve(ticket, agnes)
    assert "Nothing yet" in olaf_client.get("/history/").text


def test_what_left_ones_sight_shows_no_subject_and_comes_back(
    agnes, agnes_client, ticket
):
    ticket.alter(by=agnes, team=make_team("warehouse"))
    page = agnes_client.get("/history/").text
    assert "The kettle leaks" not in page
    assert "not in your sight any more" in page
    agnes_client.post("/history/undo/", headers=HTMX)
    assert now(ticket).team.slug == "support"


def test_pages_follow_each_other_without_a_gap(agnes, ticket):
    for number in range(45):
        now(ticket).alter(by=agnes, subject=f"Kettle {number}")
    first = history_of(agnes)
    rest = history_of(agnes, first.older)
    found = [deed.done.pk for deed in (*first.deeds, *rest.deeds)]
    assert len(first.deeds) == 40
    assert found == sorted(found, reverse=True)
    assert len(set(found)) == 45
    assert rest.older is None


def test_a_batch_has_a_place_of_its_own_among_entries(
    agnes, agnes_client, ticket, run_jobs
):
    batch_of(agnes_client, run_jobs, ticket)
    place = history_of(agnes).deeds[0].place
    assert Key.parse(str(place)) == place
    assert history_of(agnes, place).deeds == []


def test_z_takes_back_the_last_thing_then_the_one_before(agnes, agnes_client, ticket):
    ticket.alter(by=agnes, priority="high")
    solve(ticket, agnes)
    answer = agnes_client.post("/history/undo/", headers=HTMX)
    assert "Taken back: #" in answer.headers["HX-Trigger"]
    assert f"/tickets/{ticket.number}/" in answer.headers["HX-Trigger"]
    assert (now(ticket).state.slug, now(ticket).priority) == ("open", "high")
    agnes_client.post("/history/undo/", headers=HTMX)
    assert now(ticket).priority == "normal"
    assert ticket.entries.filter(verb=Verb.UNDONE).count() == 2


def test_a_state_has_its_name_before_and_after(agnes, ticket):
    solve(ticket, agnes)
    assert said_of(last_undoable(agnes)).endswith(": Open → Solved")


def test_z_says_what_it_took_back_in_plain_words(agnes, ticket):
    entry = ticket.alter(by=agnes, subject="Lid & spout")
    deed = last_undoable(agnes)
    assert deed.done == entry
    assert said_of(deed).startswith(
        f"#{ticket.number}: Subject changed to “Lid & spout”"
    )


def test_z_passes_over_what_cannot_be_taken_back(agnes, bela, agnes_client, ticket):
    other = make_ticket(state="open")
    other.alter(by=agnes, priority="high")
    solve(ticket, agnes)
    now(ticket).move(make_state("open"), by=bela)
    agnes_client.post("/history/undo/", headers=HTMX)
    assert now(other).priority == "normal"


def test_z_with_nothing_left_says_so(agnes_client, ticket):
    answer = agnes_client.post("/history/undo/", headers=HTMX)
    assert answer.status_code == 409
    assert "nothing" in answer.headers["X-Ombud-Message"]


def test_z_takes_back_a_whole_batch(agnes_client, ticket, run_jobs):
    other = make_ticket(state="open")
    batch_of(agnes_client, run_jobs, ticket, other)
    answer = agnes_client.post("/history/undo/", headers=HTMX)
    assert 'id="batches"' in answer.text
    run_jobs()
    assert {now(one).state.slug for one in (ticket, other)} == {"open"}


def test_z_opens_a_note_again(agnes, agnes_client, ticket):
    make_note(ticket, agnes, "To the wrong ticket.")
    answer = agnes_client.post("/history/undo/", headers=HTMX)
    assert "write=note" in answer.headers["HX-Redirect"]
    assert Draft.objects.get().text == "To the wrong ticket."
    page = agnes_client.get(f"/tickets/{ticket.number}/").text
    assert "took a note back" in page
    assert "To the wrong ticket." in page


def test_a_long_history_costs_what_a_short_one_does(
    agnes, agnes_client, run_jobs, django_assert_max_num_queries
):
    for number in range(12):
        one = make_ticket(f"Kettle {number}", state="open")
        one.alter(by=agnes, priority="high", tags=["vip"])
        solve(one, agnes)
        make_note(now(one), agnes)
    batch_of(agnes_client, run_jobs, make_ticket(state="open"))
    agnes_client.get("/history/")
    with django_assert_max_num_queries(9):
        agnes_client.get("/history/")


@pytest.mark.parametrize(
    "values", [{"priority": "high"}, {"tags": ["vip"]}, {"fields.reason": "broken"}]
)
def test_the_timeline_offers_the_way_back(agnes, agnes_client, ticket, values):
    entry = ticket.alter(by=agnes, **values)
    page = agnes_client.get(f"/tickets/{ticket.number}/").text
    assert f"/entries/{entry.pk}/undo/" in page
    agnes_client.post(f"/entries/{entry.pk}/undo/")
    page = agnes_client.get(f"/tickets/{ticket.number}/").text
    assert f"/entries/{entry.pk}/undo/" not in page
    assert "Taken back" in page


def test_the_timeline_offers_nothing_that_would_be_refused(
    agnes, bela, agnes_client, ticket
):
    entry = ticket.alter(by=agnes, priority="high")
    now(ticket).alter(by=bela, priority="low")
    page = agnes_client.get(f"/tickets/{ticket.number}/").text
    assert f"/entries/{entry.pk}/undo/" not in page


def test_many_events_with_a_way_back_cost_no_more_queries(
    agnes, agnes_client, ticket, django_assert_max_num_queries
):
    make_message(ticket)
    url = f"/tickets/{ticket.number}/"
    agnes_client.get(url)
    with django_assert_max_num_queries(30) as queries:
        agnes_client.get(url)
        few = len(queries)
    for number in range(20):
        now(ticket).alter(by=agnes, tags=[f"tag-{number}"])
    agnes_client.get(url)
    with django_assert_max_num_queries(few):
        agnes_client.get(url)
