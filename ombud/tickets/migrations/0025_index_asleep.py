"""An index for what 0024 has added; nobody waits while it is built."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """The few that sleep."""

    atomic = False
    dependencies = [("tickets", "0024_add_sleep_to_ticket")]

    operations = [
        AddIndexConcurrently(
            model_name="ticket",
            index=models.Index(
                models.F("asleep_until"),
                condition=models.Q(("asleep_until__isnull", False)),
                name="ticket_asleep",
            ),
        ),
    ]
