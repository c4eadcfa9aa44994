"""The heart: ticket, entry, message, attachment, draft."""

from django.apps import AppConfig


class TicketsConfig(AppConfig):
    """The heart: ticket, entry, message, attachment, draft."""

    name = "ombud.tickets"
    label = "tickets"
