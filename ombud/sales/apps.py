"""Items, orders, invoices, shipments, other records; and what links them to tickets."""

from django.apps import AppConfig


class SalesConfig(AppConfig):
    """Items, orders, invoices, shipments and other records."""

    name = "ombud.sales"
    label = "sales"
