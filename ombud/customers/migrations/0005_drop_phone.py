"""Phones are rows of their own since 0003."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("customers", "0004_move_phones")]
    operations = [migrations.RemoveField(model_name="contact", name="phone")]
