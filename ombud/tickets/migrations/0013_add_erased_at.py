"""Since when what is personal on a ticket is gone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column."""

    dependencies = [("tickets", "0012_index_attachment_digest")]

    operations = [
        migrations.AddField(
            model_name='ticket',
            name='erased_at',
            field=models.DateTimeField(null=True),
        ),
    ]
