"""Contacts, addresses, organisations."""

from django.apps import AppConfig


class CustomersConfig(AppConfig):
    """Contacts, addresses, organisations."""

    name = "ombud.customers"
    label = "customers"
