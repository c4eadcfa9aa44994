"""A ticket may be merged into another one, and its entries know where they go back."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Two columns, empty on every row: no table is rewritten."""

    dependencies = [("tickets", "0021_add_sets_to_draft")]

    operations = [
        migrations.AddField(
            model_name="ticket",
            name="merged_into",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="merged",
                to="tickets.ticket",
            ),
        ),
        migrations.AddField(
            model_name="entry",
            name="home",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="tickets.ticket",
            ),
        ),
    ]
