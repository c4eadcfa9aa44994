"""Tickets of a contact belong to their company too, found by their address."""

from django.db import migrations
from django.db.models import OuterRef, Subquery

BATCH = 5000


def belong(apps, _editor):
    """In batches of ids, so that no transaction holds all tickets."""
    tickets = apps.get_model("tickets", "Ticket").objects
    contacts = apps.get_model("customers", "Contact").objects
    company = contacts.filter(pk=OuterRef("contact_id")).values("organisation_id")
    last = tickets.order_by("-pk").values_list("pk", flat=True).first() or 0
    for start in range(0, last + 1, BATCH):
        some = tickets.filter(pk__gt=start, pk__lte=start + BATCH)
        some.filter(contact__isnull=False, matched_by="").update(
            organisation=Subquery(company[:1]), matched_by="email"
        )


class Migration(migrations.Migration):
    atomic = False
    dependencies = [
        ("customers", "0005_drop_phone"),
        ("tickets", "0018_index_organisation"),
    ]
    # The columns go with 0017.
    operations = [migrations.RunPython(belong, migrations.RunPython.noop)]
