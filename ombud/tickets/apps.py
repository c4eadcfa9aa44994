"""The heart: ticket, entry, message, attachment, draft."""

from django.apps import AppConfig


class TicketsConfig(AppConfig):
    """The heart: ticket, entry, message, attachment, draft."""

    name = "ombud.tickets"
    label = "tickets"

    def ready(self) -> None:
        """Hear what channels tell; tell workflows what stands in their states."""
        from ombud.channels.signals import delivery_failed
        from ombud.tickets import standing
        from ombud.tickets.counting import count_too
        from ombud.tickets.models import Batch
        from ombud.tickets.subscribers import note_failed_delivery

        delivery_failed.connect(note_failed_delivery, dispatch_uid="tickets")
        count_too("batches", Batch.objects.shown_to)
        standing.register()
