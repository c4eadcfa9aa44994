"""Customers' pages: one matter, open to whoever has its link."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Customers' pages."""

    name = "ombud.portal"
    label = "portal"

    def ready(self) -> None:
        """Offer the link on the ticket, and tell what became of it."""
        from ombud.portal import drawing, telling, writing
        from ombud.tickets import extras, placeholders, sentences

        extras.register("props", drawing.button)
        sentences.TOLD |= telling.TOLD
        placeholders.register("customer.link", writing.SAMPLE, writing.link)
