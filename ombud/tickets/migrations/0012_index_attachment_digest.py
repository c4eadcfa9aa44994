"""Who else has the same bytes is asked before they are dropped."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    # A table that may hold millions of rows is not locked for it.
    atomic = False
    dependencies = [("tickets", "0011_index_pressing")]
    operations = [
        AddIndexConcurrently(
            model_name="attachment",
            index=models.Index(fields=["digest"], name="attachment_by_digest"),
        )
    ]
