"""What stands in states: counted, and moved when a state goes."""

import pytest

from ombud.core.actor import ActorKind
from ombud.testing.factories import make_state, make_ticket
from ombud.tickets import standing
from ombud.tickets.models import Entry, Ticket
from ombud.workflows.census import holding, open_by_state
from ombud.workflows.publishing import inhabitants_of


def test_open_ones_are_counted_by_state(db):
    make_ticket(state="open")
    make_ticket(state="open")
    make_ticket(state="closed")
    assert open_by_state() == {make_state("open").pk: 2}


def test_all_ones_stand_in_a_state_also_deleted_ones(db, agnes):
    make_ticket(state="closed")
    make_ticket(state="closed").delete_to_bin(action=None, by=agnes)
    assert inhabitants_of(make_state("closed")) == 2


@pytest.mark.parametrize("batch", [1, 2, 500])
def test_tickets_move_in_batches_each_with_its_entry(db, agnes, monkeypatch, batch):
    monkeypatch.setattr(standing, "BATCH", batch)
    for _ in range(3):
        make_ticket(state="waiting")
    standing.move_all(make_state("waiting"), make_state("open"), agnes)
    assert Ticket.objects.filter(state__slug="open").count() == 3
    assert Entry.objects.filter(author_name=agnes.name).count() == 3


def test_without_anybody_the_machine_moves_them(db):
    make_ticket(state="waiting")
    standing.move_all(make_state("waiting"), make_state("closed"), None)
    assert Entry.objects.get().author_kind == ActorKind.MACHINE
    assert not Ticket.objects.get().is_open


def test_values_are_counted_by_field(db):
    make_ticket(fields={"colour": "red"})
    make_ticket(fields={"size": "2"})
    make_ticket()
    assert holding("ticket", "colour") == 1
    assert holding("contact", "colour") == 0
