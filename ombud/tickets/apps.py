"""The heart: ticket, entry, message, attachment, draft."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ombud.core import navigation


class TicketsConfig(AppConfig):
    """The heart: ticket, entry, message, attachment, draft."""

    name = "ombud.tickets"
    label = "tickets"

    def ready(self) -> None:
        """Hear what channels tell; tell workflows what stands in their states; show
        the way to the bin and to what one did."""
        from ombud.channels.signals import delivery_failed
        from ombud.customers.signals import became_reachable, many_became_reachable
        from ombud.tickets import for_templates, rehearsing, standing
        from ombud.tickets.counting import count_too
        from ombud.tickets.models import Batch, merging
        from ombud.tickets.models.carried import CARRIERS
        from ombud.tickets.subscribers import (
            adopt_letters,
            adopt_letters_of_many,
            note_failed_delivery,
        )
        from ombud.users.permissions import Permission
        from ombud.workflows.rehearsing import register

        navigation.register(
            "settings",
            _("Tags"),
            "tags",
            "tag",
            group=_("Company"),
            permission="manage_settings",
            position=10,
        )
        delivery_failed.connect(note_failed_delivery, dispatch_uid="tickets")
        became_reachable.connect(adopt_letters, dispatch_uid="tickets")
        many_became_reachable.connect(adopt_letters_of_many, dispatch_uid="tickets")
        count_too("batches", Batch.objects.shown_to)
        standing.register()
        for_templates.tell()
        for name, carrier in CARRIERS.items():
            merging.register(name, carrier)
        register(rehearsing.play)
        navigation.register(
            "foot",
            _("Bin"),
            "bin",
            "trash-2",
            permission=Permission.WORK_TICKETS,
            position=80,
        )
        navigation.register(
            "me",
            _("What I did"),
            "history",
            "history",
            permission=Permission.WORK_TICKETS,
        )
