"""Indexes for what 0022 has added; nobody waits while they are built."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """Two partial indexes: what was never merged costs them nothing."""

    atomic = False
    dependencies = [("tickets", "0022_add_merging")]

    operations = [
        AddIndexConcurrently(
            model_name="ticket",
            index=models.Index(
                condition=models.Q(("merged_into__isnull", False)),
                fields=["merged_into"],
                name="ticket_merged",
            ),
        ),
        AddIndexConcurrently(
            model_name="entry",
            index=models.Index(
                condition=models.Q(("home__isnull", False)),
                fields=["home"],
                name="entry_of_home",
            ),
        ),
    ]
