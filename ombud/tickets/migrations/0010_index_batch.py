"""Indexes of entries by batch and by agent; nobody waits while they are built."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """Two partial indexes."""

    atomic = False
    dependencies = [("tickets", "0009_add_batch")]

    operations = [
        AddIndexConcurrently(
            model_name='entry',
            index=models.Index(condition=models.Q(('batch__isnull', False)), fields=['batch'], name='entry_of_batch'),
        ),
        AddIndexConcurrently(
            model_name='entry',
            index=models.Index(condition=models.Q(('agent__isnull', False)), fields=['agent', '-at', '-id'], name='entry_of_agent'),
        ),
    ]
