"""Urgent tickets of all times in the order of lists; nobody waits while it is built."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """One partial index."""

    atomic = False
    dependencies = [("tickets", "0010_index_batch")]

    operations = [
        AddIndexConcurrently(
            model_name='ticket',
            index=models.Index(models.F('priority'), models.OrderBy(models.F('last_message_at'), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('priority__in', ['high', 'urgent'])), name='ticket_pressing'),
        ),
    ]
