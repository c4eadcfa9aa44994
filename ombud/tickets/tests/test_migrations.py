"""Data migrations."""

from importlib import import_module

import pytest
from django.apps import apps

from ombud.testing.factories import make_ticket
from ombud.tickets.models import Ticket

MIGRATION = "ombud.tickets.migrations.0007_let_ownerless_tickets_wait"


@pytest.mark.django_db
def test_ownerless_tickets_wait_from_now_on(agnes, monkeypatch):
    migration = import_module(MIGRATION)
    monkeypatch.setattr(migration, "BATCH", 2)
    waiting = [make_ticket(idle_since=None) for _number in range(5)]
    others = [
        make_ticket(idle_since=None, assignee=agnes),
        make_ticket(idle_since=None, state="solved"),
    ]
    migration.wait(apps, None)
    idle = Ticket.objects.filter(idle_since__isnull=False)
    assert set(idle) == set(waiting)
    assert not set(idle) & set(others)
