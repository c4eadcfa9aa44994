"""Contacts, addresses, organisations."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ombud.core import navigation


class CustomersConfig(AppConfig):
    """Contacts, addresses, organisations."""

    name = "ombud.customers"
    label = "customers"

    def ready(self) -> None:
        """Stand in the frame."""
        navigation.register(
            "main",
            _("Customers"),
            "contacts",
            "contact",
            permission="see_customers",
            position=20,
            hotkey="g c",
        )
