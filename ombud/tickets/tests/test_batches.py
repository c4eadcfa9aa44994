"""One wish for many tickets: done once, by the matrix, and taken back at once."""

from uuid import uuid4

import pytest

from ombud.testing.factories import make_state, make_team, make_ticket
from ombud.tickets.models import Batch, Entry, Ticket, Verb
from ombud.users.models import User
from ombud.workflows.models import Field, FieldUse, Right

URL = "/batches/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def tickets(db, run_jobs, agnes) -> list[Ticket]:
    return [make_ticket(f"Kettle {n}", state="open") for n in range(5)]


def numbers(tickets) -> str:
    return ",".join(str(ticket.number) for ticket in tickets)


def wish(client, tickets, what, **more):
    data = {"numbers": numbers(tickets), "wish": what, "key": str(uuid4()), **more}
    return client.post(URL, data, headers=HTMX)


def done():
    return Entry.objects.filter(batch__isnull=False)


def states() -> list[str]:
    found = Ticket.objects.order_by("number")
    return list(found.values_list("state__slug", flat=True))


def test_an_action_on_all_of_them(agnes_client, tickets, run_jobs):
    answer = wish(agnes_client, tickets, "action:solve")
    assert 'id="batches"' in answer.text
    run_jobs()
    assert states() == ["solved"] * 5
    assert Batch.objects.get().changed == 5
    assert list(done().values_list("action", flat=True)) == ["solve"] * 5


def test_a_mistake_on_fifty_is_undone_with_one_click(agnes, agnes_client, run_jobs):
    many = [make_ticket(state="open") for _number in range(50)]
    wish(agnes_client, many, "action:close")
    run_jobs()
    assert states() == ["closed"] * 50
    agnes_client.post(f"/batches/{Batch.objects.get().pk}/undo/", headers=HTMX)
    run_jobs()
    batch = Batch.objects.get()
    assert (batch.restored, batch.kept) == (50, [])
    assert states() == ["open"] * 50
    assert all(ticket.is_open for ticket in Ticket.objects.all())


def test_what_was_changed_since_stays_and_says_why(
    agnes, bela, agnes_client, tickets, run_jobs
):
    wish(agnes_client, tickets, "action:solve")
    run_jobs()
    reopened = Ticket.objects.get(pk=tickets[2].pk)
    reopened.perform(reopened.action("reopen", by=bela), by=bela)
    agnes_client.post(f"/batches/{Batch.objects.get().pk}/undo/")
    run_jobs()
    batch = Batch.objects.get()
    assert batch.restored == 4
    [(number, why)] = batch.kept
    assert number == reopened.number
    assert "changed again since" in why
    page = agnes_client.get(f"/batches/{batch.pk}/")
    assert f"#{number}" in page.text


def test_two_clicks_are_one_batch(agnes_client, tickets, run_jobs):
    key = str(uuid4())
    for _click in range(2):
        wish(agnes_client, tickets, "action:solve", key=key)
    run_jobs()
    assert Batch.objects.count() == 1
    assert done().count() == 5


def test_the_job_twice_does_it_once(agnes_client, tickets, run_jobs):
    wish(agnes_client, tickets, "priority:high")
    run_jobs()
    Batch.objects.get().run()
    assert done().count() == 5


def test_a_killed_job_goes_on_where_it_stopped(agnes, tickets, monkeypatch):
    batch = begin(agnes, tickets)
    begun = []

    def die(_self, number):
        if len(begun) == 2:
            raise KeyboardInterrupt
        begun.append(number)
        return real(batch, number)

    real = Batch._change
    monkeypatch.setattr(Batch, "_change", die)
    with pytest.raises(KeyboardInterrupt):
        batch.run()
    monkeypatch.undo()
    Batch.objects.get().run()
    assert states() == ["solved"] * 5
    assert done().count() == 5


def begin(agnes, tickets, what="action:solve", **values) -> Batch:
    kind, _colon, action = what.partition(":")
    found = [ticket.number for ticket in tickets]
    return Batch.objects.begin(
        by=User.objects.get(pk=agnes.pk),
        kind=kind,
        action=action,
        values=values,
        numbers=found,
        key=uuid4(),
    )


def test_numbers_of_tickets_one_does_not_see_are_refused(
    agnes_client, tickets, run_jobs, warehouse
):
    hidden = make_ticket("secret", team=warehouse, state="open")
    wish(agnes_client, [tickets[0], hidden], "action:solve")
    run_jobs()
    hidden.refresh_from_db()
    assert hidden.state.slug == "open"
    assert Batch.objects.get().refused == [
        (hidden.number, "You see no ticket of that number.")
    ]


def test_the_matrix_is_asked_for_each_ticket(agnes_client, tickets, run_jobs):
    waiting = make_ticket(state="waiting")
    solve = waiting.workflow.actions.get(slug="solve")
    Right.objects.create(
        workflow=waiting.workflow,
        action=solve,
        state=make_state("waiting"),
        team=make_team("leads"),
    )
    wish(agnes_client, [*tickets, waiting], "action:solve")
    run_jobs()
    batch = Batch.objects.get()
    assert batch.changed == 5
    assert batch.refused == [(waiting.number, "You may not do this on this ticket.")]


def test_assigning_shows_the_load_and_gives_to_one(
    agnes_client, bela, tickets, run_jobs
):
    make_ticket(assignee=bela)
    data = {"numbers": numbers(tickets), "wish": "assign"}
    dialog = agnes_client.post("/batches/questions/", data, headers=HTMX)
    assert "1 open ticket" in dialog.text
    wish(agnes_client, tickets, "assign", to=f"support/{bela.email}")
    run_jobs()
    assert Ticket.objects.filter(assignee=bela).count() == 6


def test_tags_come_and_go(agnes_client, tickets, run_jobs):
    Ticket.objects.filter(pk=tickets[0].pk).update(tags=["old", "kept"])
    wish(agnes_client, tickets, "tags", add="vip, urgent call", remove=["old"])
    run_jobs()
    found = Ticket.objects.order_by("number").values_list("tags", flat=True)
    assert list(found)[:2] == [["kept", "vip", "urgent call"], ["vip", "urgent call"]]


def test_no_tag_at_all_is_asked_again(agnes_client, tickets):
    answer = wish(agnes_client, tickets, "tags")
    assert answer.status_code == 422
    assert "Name a tag to add" in answer.text


def test_what_was_so_already_is_not_told_twice(agnes_client, tickets, run_jobs):
    Ticket.objects.filter(pk=tickets[0].pk).update(priority="high")
    wish(agnes_client, tickets, "priority:high")
    run_jobs()
    batch = Batch.objects.get()
    assert (batch.changed, batch.same) == (4, 1)


def test_to_the_bin_and_back(agnes_client, tickets, run_jobs):
    wish(agnes_client, tickets, "delete")
    run_jobs()
    assert Ticket.objects.deleted().count() == 5
    agnes_client.post(f"/batches/{Batch.objects.get().pk}/undo/")
    run_jobs()
    assert not Ticket.objects.deleted().exists()


@pytest.fixture
def reason(tickets) -> Field:
    options = [{"slug": "broken", "name": "Broken"}, {"slug": "lost", "name": "Lost"}]
    field = Field.objects.create(
        slug="reason", name="Reason", kind="choice", options=options
    )
    solve = tickets[0].workflow.actions.get(slug="solve")
    FieldUse.objects.create(
        workflow=solve.workflow, action=solve, field=field, required=True
    )
    return field


def test_fields_are_asked_first_with_what_will_change(agnes_client, tickets, reason):
    closed = make_ticket(state="closed")
    data = {"numbers": numbers([*tickets, closed]), "wish": "action:solve"}
    dialog = agnes_client.post("/batches/questions/", data, headers=HTMX).text
    assert 'name="fields-reason"' in dialog
    assert '<b class="num">5</b>' in dialog
    assert "1 stays: “Solve” is not possible while the state is “Closed”." in (
        " ".join(dialog.replace("&quot;", '"').split())
    )


def test_a_missing_field_is_asked_again(agnes_client, tickets, reason):
    answer = wish(agnes_client, tickets, "action:solve")
    assert answer.status_code == 422
    assert "Reason is needed." in answer.text
    assert not Batch.objects.exists()


def test_fields_are_kept_on_each_ticket(agnes_client, tickets, reason, run_jobs):
    wish(agnes_client, tickets, "action:solve", **{"fields-reason": "broken"})
    run_jobs()
    assert Ticket.objects.filter(fields={"reason": "broken"}).count() == 5


def test_nobody_else_may_look_or_take_back(olaf_client, agnes, tickets):
    batch = begin(agnes, tickets)
    for method, end in [("get", ""), ("get", "progress/"), ("post", "undo/")]:
        answer = getattr(olaf_client, method)(f"/batches/{batch.pk}/{end}")
        assert answer.status_code == 404


def test_a_stranger_is_asked_to_sign_in(outsider_client, tickets):
    answer = outsider_client.post(URL, {"numbers": numbers(tickets)})
    assert answer.headers["Location"].startswith("/accounts/login/")


def test_olaf_changes_nothing(olaf_client, tickets, run_jobs):
    wish(olaf_client, tickets, "priority:urgent")
    run_jobs()
    assert not done().exists()
    assert len(Batch.objects.get().refused) == 5


def test_each_ticket_tells_its_own_undo(agnes_client, tickets, run_jobs):
    wish(agnes_client, tickets, "action:solve")
    run_jobs()
    batch = Batch.objects.get()
    agnes_client.post(f"/batches/{batch.pk}/undo/")
    run_jobs()
    assert Entry.objects.filter(verb=Verb.UNDONE).count() == 5
