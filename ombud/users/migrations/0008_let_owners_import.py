"""Owners may do everything, also what is new: import files and connect systems."""

from django.db import migrations

NEW = "manage_sources"


def grant(apps, _editor):
    for role in apps.get_model("users", "Role").objects.filter(slug="owner"):
        if NEW not in role.permissions:
            role.permissions = [*role.permissions, NEW]
            role.save(update_fields=["permissions"])


def take_back(apps, _editor):
    for role in apps.get_model("users", "Role").objects.filter(slug="owner"):
        role.permissions = [one for one in role.permissions if one != NEW]
        role.save(update_fields=["permissions"])


class Migration(migrations.Migration):
    dependencies = [("users", "0007_let_agents_keep_customers")]
    operations = [migrations.RunPython(grant, take_back)]
