"""The code that opens the set-up page, and whether the first steps are shown."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Two columns."""

    dependencies = [("core", "0001_initial")]

    operations = [
        migrations.AddField(
            "installation",
            "setup_code",
            models.CharField(blank=True, default="", max_length=20),
        ),
        migrations.AddField(
            "installation",
            "shows_first_steps",
            models.BooleanField(default=False),
        ),
    ]
