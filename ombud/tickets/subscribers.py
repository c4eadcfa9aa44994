"""What tickets hear from below."""

from typing import Any

from ombud.channels.models import Delivery, DeliveryState
from ombud.core.actor import Machine
from ombud.customers.models import Contact
from ombud.tickets.models import Message, Verb
from ombud.workflows.models import StateKind


def note_failed_delivery(delivery: Delivery, **_: Any) -> None:
    """A failed delivery comes back to its author: on the ticket, and open again."""
    message = Message.objects.filter(delivery=delivery).select_related("entry").first()
    if message is None:
        return
    ticket = message.entry.ticket.locked()
    # What an agent wrote shall not be lost in the bin; a confirmation to a spammer may.
    if message.entry.agent_id:
        ticket.leave_bin("undelivered")
    changes = {}
    if ticket.state.kind not in {StateKind.NEW, StateKind.OPEN}:
        state = ticket.state_of_kind(StateKind.OPEN)
        changes = ticket.change(state=state) if state else {}
    ticket.record(
        Verb.DELIVERY_FAILED,
        by=Machine(),
        changes=changes,
        particulars={
            "entry": message.entry_id,
            "bounced": delivery.state == DeliveryState.BOUNCED,
            "error": delivery.error,
            "to": delivery.pending,
        },
    )


def adopt_letters(contact: Contact, addresses: list[str], **_: Any) -> None:
    """Only a job: what came from these addresses before becomes this contact's."""
    from ombud.tickets.jobs import adopt

    adopt.defer(contact_id=contact.pk, addresses=addresses)


def adopt_letters_of_many(contacts: list[int], **_: Any) -> None:
    """Only a job, one for all of them."""
    from ombud.tickets.jobs import adopt_many

    if contacts:
        adopt_many.defer(contact_ids=contacts)
