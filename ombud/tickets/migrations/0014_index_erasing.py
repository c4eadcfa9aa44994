"""An index of closed tickets by type; nobody waits while it is built."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """One partial index."""

    atomic = False
    dependencies = [("tickets", "0013_add_erased_at"), ("workflows", "0004_add_category")]

    operations = [
        AddIndexConcurrently(
            model_name='ticket',
            index=models.Index(models.F('workflow'), models.F('closed_at'), condition=models.Q(('closed_at__isnull', False), ('erased_at', None)), name='ticket_to_erase'),
        ),
    ]
