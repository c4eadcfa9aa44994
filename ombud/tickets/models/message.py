"""The mail, SMS, fax or portal text behind an entry."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from ombud.channels.models import Channel, Delivery
from ombud.lib import subjects
from ombud.tickets.models.entry import Entry

if TYPE_CHECKING:
    from ombud.tickets.models.base import TicketBase


class FiledBy(models.TextChoices):
    """Why a message stands on its ticket."""

    NEW = "new", _("It started this ticket")
    TOKEN = "token", _("It answers a message of ours")
    ADDRESS = "address", _("It was sent to the reply address of this ticket")
    IN_REPLY_TO = "in_reply_to", _("It answers a message of this ticket")
    REFERENCES = "references", _("It refers to a message of this ticket")
    NUMBER = "number", _("The number is in the subject, and the sender takes part")
    FORM = "form", _("It came by a form")
    PAGE = "page", _("It was written on the customer's own page")
    PERSON = "person", _("Somebody filed it here")


def filed_by_choices() -> list[tuple[str, str]]:
    """A callable, so that a new reason makes no migration."""
    return [(value, str(label)) for value, label in FiledBy.choices]


class MessageQuerySet(models.QuerySet["Message"]):
    """Finding by ids."""

    def newest_with_id(self, ids: Sequence[str]) -> "Message | None":
        """The message that the last known of these ids names (references run on)."""
        if not ids:
            return None
        found = {
            message.message_id: message
            for message in self.filter(message_id__in=ids).select_related("entry")
        }
        return next((found[i] for i in reversed(ids) if i in found), None)


class Message(models.Model):
    """The mail behind an entry, with its addresses and ids (RFC 5322)."""

    entry = models.OneToOneField(Entry, models.CASCADE, related_name="message")
    channel = models.ForeignKey(
        Channel, models.SET_NULL, null=True, related_name="messages"
    )
    message_id = models.CharField(max_length=998, blank=True)
    in_reply_to = models.CharField(max_length=998, blank=True)
    references = ArrayField(models.TextField(), default=list)
    from_name = models.CharField(max_length=320, blank=True)
    from_address = models.CharField(max_length=320, blank=True)
    # Lists of {"name", "address"}.
    to = models.JSONField(default=list)
    cc = models.JSONField(default=list)
    bcc = models.JSONField(default=list)
    subject = models.TextField(blank=True)
    filed_by = models.CharField(max_length=12, choices=filed_by_choices, blank=True)
    delivery = models.OneToOneField(
        Delivery, models.SET_NULL, null=True, related_name="message"
    )

    objects = MessageQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["message_id"],
                name="message_by_id",
                condition=~models.Q(message_id=""),
            )
        ]

    def __str__(self) -> str:
        return self.message_id or f"message {self.pk}"

    @property
    def addresses(self) -> set[str]:
        """Everybody it names, in lower case."""
        others = [*self.to, *self.cc, *self.bcc]
        return {self.from_address.lower()} | {o["address"].lower() for o in others}

    def own_subject(self, ticket: "TicketBase") -> str:
        """Without our tag; empty where it is the ticket's own."""
        if self.subject == subjects.tagged(ticket.subject, ticket.number):
            return ""
        return subjects.untagged(self.subject, ticket.number)[:300]
