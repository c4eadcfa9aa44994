"""Rows written and read by prepared statements are as Django's own."""

import pytest

from ombud.core.statements import ask, insert, one
from ombud.intake.models import AutoReply
from ombud.testing.factories import make_channel, make_message, make_ticket
from ombud.tickets.models import Message, Ticket

pytestmark = pytest.mark.django_db

DAY = "2026-03-02"


def columns_of(row):
    return {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields}


def test_a_new_row_gets_what_the_database_chooses():
    like = make_ticket(channel=make_channel(), tags=["a", "b"])
    row = Ticket(subject="x", team=like.team, workflow=like.workflow, state=like.state)
    assert insert(row)
    assert (row.number, row._state.adding) == (like.number + 1, False)
    assert columns_of(Ticket.objects.get(pk=row.pk)) == columns_of(row)


@pytest.mark.parametrize("model", [Ticket, Message])
def test_a_row_is_read_as_django_reads_it(model):
    channel = make_channel(in_password="geheim")
    make_message(
        make_ticket(channel=channel, tags=["a"]), envelope={"references": ["x"]}
    )
    theirs = model.objects.get()
    assert columns_of(one(model, "WHERE id = %s", [theirs.pk])) == columns_of(theirs)
    ours = one(type(channel), "WHERE id = %s", [channel.pk])
    assert ours is not None
    assert ours.in_password == "geheim"


def test_what_may_stand_once_is_inserted_once():
    assert insert(AutoReply(address="a@example.com", day=DAY), once=True)
    twin = AutoReply(address="a@example.com", day=DAY)
    assert not insert(twin, once=True)
    assert twin.pk is None
    assert AutoReply.objects.count() == 1


def test_nothing_found_is_none():
    assert one(Ticket, "WHERE id = %s", [0]) is None
    assert ask("SELECT 1 WHERE false") == []
