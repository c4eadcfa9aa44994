"""Indexes for what 0015 has added; nobody waits while they are built."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """Two partial indexes."""

    atomic = False
    dependencies = [("tickets", "0017_add_organisation_and_match")]

    operations = [
        AddIndexConcurrently(
            model_name='ticket',
            index=models.Index(models.F('organisation'), models.OrderBy(models.F('last_message_at'), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('organisation__isnull', False)), name='ticket_of_company'),
        ),
        AddIndexConcurrently(
            model_name='ticket',
            index=models.Index(models.F('closed_at'), condition=models.Q(('not_stored', True)), name='ticket_not_stored'),
        ),
    ]
