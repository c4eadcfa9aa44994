"""Whoever works on tickets sees customers and keeps them, until an owner says less."""

from django.db import migrations

NEW = ("see_customers", "edit_customers")


def grant(apps, _editor):
    for role in apps.get_model("users", "Role").objects.all():
        if "work_tickets" in role.permissions:
            role.permissions = list(dict.fromkeys([*role.permissions, *NEW]))
            role.save(update_fields=["permissions"])


def take_back(apps, _editor):
    for role in apps.get_model("users", "Role").objects.all():
        role.permissions = [one for one in role.permissions if one not in NEW]
        role.save(update_fields=["permissions"])


class Migration(migrations.Migration):
    dependencies = [("users", "0006_let_agents_make_tags")]
    operations = [migrations.RunPython(grant, take_back)]
