"""Owners of before may draw workflows too."""

from importlib import import_module

from django.apps import apps

from ombud.users.models import Role

MIGRATION = import_module("ombud.users.migrations.0004_let_owners_draw_workflows")


def test_owners_get_the_new_right_once_and_can_lose_it(db):
    Role.objects.create(slug="owner", name="Owner", permissions=["manage_people"])
    Role.objects.create(slug="agent", name="Agent", permissions=["work_tickets"])
    for _ in range(2):
        MIGRATION.grant(apps, None)
    owner = Role.objects.get(slug="owner")
    assert owner.permissions == ["manage_people", "manage_workflows"]
    assert Role.objects.get(slug="agent").permissions == ["work_tickets"]
    MIGRATION.take_back(apps, None)
    owner.refresh_from_db()
    assert owner.permissions == ["manage_people"]
