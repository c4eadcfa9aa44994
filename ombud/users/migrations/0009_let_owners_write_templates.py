"""Owners may do everything, also what is new: write answer templates."""

from django.db import migrations

NEW = "write_templates"


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
    dependencies = [("users", "0008_let_owners_import")]
    operations = [migrations.RunPython(grant, take_back)]
