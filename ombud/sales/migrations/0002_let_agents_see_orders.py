"""Whoever works on tickets sees orders; owners may do everything, also what is new."""

from django.db import migrations

OWNER = ["see_orders", "change_orders"]


def grant(apps, _editor):
    for role in apps.get_model("users", "Role").objects.all():
        wanted = OWNER if role.slug == "owner" else []
        if "work_tickets" in role.permissions:
            wanted = [*wanted, "see_orders"]
        missing = [one for one in dict.fromkeys(wanted) if one not in role.permissions]
        if missing:
            role.permissions = [*role.permissions, *missing]
            role.save(update_fields=["permissions"])


def take_back(apps, _editor):
    for role in apps.get_model("users", "Role").objects.all():
        role.permissions = [one for one in role.permissions if one not in OWNER]
        role.save(update_fields=["permissions"])


class Migration(migrations.Migration):
    dependencies = [
        ("sales", "0001_initial"),
        ("users", "0004_let_owners_draw_workflows"),
    ]
    operations = [migrations.RunPython(grant, take_back)]
