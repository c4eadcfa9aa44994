"""Indexes for what 0005 has added; nobody waits while they are built."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """Four partial indexes."""

    atomic = False
    dependencies = [("tickets", "0005_add_category_and_owner_chain")]

    operations = [
        AddIndexConcurrently(
            model_name='ticket',
            index=models.Index(models.F('category'), models.OrderBy(models.F('last_message_at'), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('category__isnull', False)), name='ticket_of_category'),
        ),
        AddIndexConcurrently(
            model_name='ticket',
            index=models.Index(models.F('priority'), models.F('created_at'), condition=models.Q(('assignee', None), ('is_open', True)), name='ticket_next'),
        ),
        AddIndexConcurrently(
            model_name='ticket',
            index=models.Index(models.F('idle_since'), condition=models.Q(('idle_since__isnull', False), ('is_open', True)), name='ticket_idle'),
        ),
        AddIndexConcurrently(
            model_name='ticket',
            index=models.Index(models.F('absence'), condition=models.Q(('absence__isnull', False)), name='ticket_of_absence'),
        ),
    ]
