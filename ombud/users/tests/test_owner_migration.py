"""Owners of before get what is new too."""

from importlib import import_module

import pytest
from django.apps import apps

from ombud.users.models import Role

NAMES = ["0004_let_owners_draw_workflows", "0005_let_owners_purge_tickets"]
MIGRATIONS = [import_module(f"ombud.users.migrations.{name}") for name in NAMES]


@pytest.mark.parametrize("migration", MIGRATIONS, ids=NAMES)
def test_owners_get_the_new_right_once_and_can_lose_it(db, migration):
    Role.objects.create(slug="owner", name="Owner", permissions=["manage_people"])
    Role.objects.create(slug="agent", name="Agent", permissions=["work_tickets"])
    for _ in range(2):
        migration.grant(apps, None)
    owner = Role.objects.get(slug="owner")
    assert owner.permissions == ["manage_people", migration.NEW]
    assert Role.objects.get(slug="agent").permissions == ["work_tickets"]
    migration.take_back(apps, None)
    owner.refresh_from_db()
    assert owner.permissions == ["manage_people"]
