"""Whoever works on tickets could make tags so far: it stays so, now as a right."""

from django.db import migrations

NEW = "make_tags"


def grant(apps, _editor):
    for role in apps.get_model("users", "Role").objects.all():
        works = role.slug == "owner" or "work_tickets" in role.permissions
        if works and NEW not in role.permissions:
            role.permissions = [*role.permissions, NEW]
            role.save(update_fields=["permissions"])


def take_back(apps, _editor):
    for role in apps.get_model("users", "Role").objects.all():
        role.permissions = [one for one in role.permissions if one != NEW]
        role.save(update_fields=["permissions"])


class Migration(migrations.Migration):
    dependencies = [("users", "0005_let_owners_purge_tickets")]
    operations = [migrations.RunPython(grant, take_back)]
