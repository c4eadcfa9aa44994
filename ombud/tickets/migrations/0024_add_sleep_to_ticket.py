"""A ticket sleeps until a moment, and a reply may leave later."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Columns that are empty on every ticket there is."""

    dependencies = [("tickets", "0023_index_merging")]

    operations = [
        migrations.AddField(
            model_name="ticket",
            name="asleep_until",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="ticket",
            name="stays_asleep",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="ticket",
            name="woken_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="ticket",
            name="sends_at",
            field=models.DateTimeField(null=True),
        ),
    ]
