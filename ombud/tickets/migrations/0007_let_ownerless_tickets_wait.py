"""Open tickets without an owner wait for one from now on."""

from typing import Any

from django.db import migrations
from django.utils import timezone

BATCH = 5000


def wait(apps: Any, schema_editor: Any) -> None:
    """In batches, so that no lock is held for long."""
    tickets = apps.get_model("tickets", "Ticket").objects
    ownerless = tickets.filter(is_open=True, assignee=None, idle_since=None)
    while found := list(ownerless.values_list("pk", flat=True)[:BATCH]):
        tickets.filter(pk__in=found).update(idle_since=timezone.now())


class Migration(migrations.Migration):
    """Going back leaves the column, which 0005 takes away."""

    atomic = False
    dependencies = [("tickets", "0006_index_category_and_owner_chain")]

    operations = [migrations.RunPython(wait, migrations.RunPython.noop)]
