"""A contact's one phone becomes the first of any number of them."""

from django.db import migrations

from ombud.lib.phone import normalise, region_of

BATCH = 1000


def move(apps, _editor):
    """In batches; what is no number stays as it was written."""
    contacts = apps.get_model("customers", "Contact").objects.exclude(phone="")
    phones = apps.get_model("customers", "ContactPhone").objects
    house = apps.get_model("core", "Installation").objects.first()
    region = (house.country or region_of(house.language)) if house else ""
    last = 0
    while rows := list(contacts.filter(pk__gt=last).order_by("pk")[:BATCH]):
        last = rows[-1].pk
        known = set(phones.filter(contact__in=rows).values_list("contact", flat=True))
        phones.bulk_create(
            phones.model(
                contact=one,
                number=normalise(one.phone, region) or one.phone,
                is_main=True,
            )
            for one in rows
            if one.pk not in known
        )


def move_back(apps, _editor):
    contacts = apps.get_model("customers", "Contact").objects
    phones = apps.get_model("customers", "ContactPhone").objects
    for phone in phones.filter(is_main=True).iterator(BATCH):
        contacts.filter(pk=phone.contact_id).update(phone=phone.number)


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0004_add_country_to_installation"),
        ("customers", "0003_add_directory"),
    ]
    operations = [migrations.RunPython(move, move_back)]
