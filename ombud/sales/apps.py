"""Items, orders, invoices, shipments, other records; and what links them to tickets."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ombud.core import navigation

GROUP = _("Sales")


class SalesConfig(AppConfig):
    """Items, orders, invoices, shipments and other records."""

    name = "ombud.sales"
    label = "sales"

    def ready(self) -> None:
        """Hear what customers write; show what it has to do with orders."""
        from ombud.customers.signals import became_reachable, many_became_reachable
        from ombud.sales import drawing, reasons, writing
        from ombud.sales.guarding import foreign_numbers
        from ombud.sales.merging import ORDERS
        from ombud.sales.models import Invoice, Item, Order
        from ombud.sales.subscribers import (
            adopt_purchases,
            adopt_purchases_of_many,
            note_entry,
        )
        from ombud.tickets import extras, guarding, placeholders, sentences
        from ombud.tickets.models import merging
        from ombud.tickets.signals import entry_recorded
        from ombud.users.permissions import Permission
        from ombud.workflows import records

        entry_recorded.connect(note_entry, dispatch_uid="sales")
        merging.register("orders", ORDERS)
        became_reachable.connect(adopt_purchases, dispatch_uid="sales")
        many_became_reachable.connect(adopt_purchases_of_many, dispatch_uid="sales")
        sentences.LINK_WORDS |= reasons.NAMES
        guarding.LOOKS.append(foreign_numbers)
        extras.register("props", drawing.button)
        extras.register("links", drawing.chips)
        for name, sample, value in (
            ("order.number", "CC-10481", writing.order_number),
            ("shipment.number", "DP700441", writing.tracking),
            (
                "shipment.link",
                "https://parcels.example/DP700441",
                writing.tracking_link,
            ),
        ):
            placeholders.register(name, sample, value)
        for model in (Order, Invoice, Item):
            records.register(model.KIND, model.exists)
        for place, (label, url_name, icon) in enumerate(
            (
                (_("Record types"), "record-types", "file-text"),
                (_("Carriers"), "carriers", "truck"),
            )
        ):
            navigation.register(
                "settings",
                label,
                url_name,
                icon,
                group=_("Data"),
                permission=Permission.MANAGE_SETTINGS,
                position=45 + place,
            )
        for label, url_name, icon in (
            (_("Orders"), "orders", "package"),
            (_("Invoices"), "invoices", "receipt"),
            (_("Items"), "items", "coffee"),
        ):
            navigation.register(
                "more",
                label,
                url_name,
                icon,
                permission=Permission.SEE_ORDERS,
                group=GROUP,
            )
