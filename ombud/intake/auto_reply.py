"""Received, and here is your number: once a day for an address, never to machines."""

from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from ombud.core.actor import Machine
from ombud.core.models import Installation
from ombud.lib.automatic import may_be_answered

if TYPE_CHECKING:
    from ombud.channels.models import Channel
    from ombud.lib.mail import Mail
    from ombud.tickets.models import Entry, Ticket


def may_confirm(mail: "Mail", channel: "Channel") -> bool:
    """Whether the sender may get an automatic answer (RFC 3834)."""
    return (
        channel.auto_reply
        and bool(channel.out_host)
        and may_be_answered(mail, own=channel.addresses)
    )


def confirm(
    ticket: "Ticket", name: str, address: str, answers: "Entry | None" = None
) -> "Entry":
    """Tell the requester their ticket's number, in their language."""
    company = Installation.current()
    with translation.override(ticket.language or company.language):
        html = render_to_string(
            "intake/auto_reply.html",
            {"ticket": ticket, "name": name, "company": company.name},
        )
        subject = _("We have received: %(subject)s") % {"subject": ticket.subject}
        return ticket.confirm(
            by=Machine(company.name),
            to=[{"name": name, "address": address}],
            html=html,
            subject=subject,
            answers=answers,
        )
