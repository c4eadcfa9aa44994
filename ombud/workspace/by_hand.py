"""What becomes of the form of a ticket by hand."""

from uuid import UUID

from django.db import IntegrityError, transaction

from ombud.intake import auto_reply
from ombud.tickets.field_files import keep_files
from ombud.tickets.models import Entry, Ticket, Verb
from ombud.tickets.models.incoming import Incoming
from ombud.users.models import User
from ombud.workspace.ticket_form import TicketForm

TAKEN = ("subject", "team", "origin", "state", "assignee", "priority", "category")


def opened_before(key: str, agent: User) -> Ticket | None:
    """What this very form has become: the second of two clicks finds it."""
    try:
        entry = Entry.objects.filter(key=UUID(key)).values("ticket")
    except ValueError:
        return None
    return Ticket.objects.visible_to(agent).filter(pk__in=entry).first()


def open_by_hand(form: TicketForm) -> Ticket:
    """The ticket; sent twice at once, it is still one."""
    key = form.cleaned_data["key"]
    try:
        return _open(form)
    except IntegrityError:
        twin = opened_before(str(key), form.by)
        if twin is None:
            raise
        return twin


@transaction.atomic
def _open(form: TicketForm) -> Ticket:
    """Nobody is written to unless the agent has asked for it."""
    data, caller = form.cleaned_data, form.caller
    ticket = Ticket.open_for(
        caller.requester,
        Incoming.told(
            caller.requester,
            subject=data["subject"],
            text=data["text"],
            key=data["key"],
        ),
        by=form.by,
        contact=caller.contact,
        language=caller.contact.language if caller.contact else "",
        requester_phone=caller.phone[:40],
        workflow=form.workflow,
        fields=form.asked.values,
        **{name: data[name] for name in TAKEN},
    )
    keep_files(form.asked, ticket.entries.get(verb=Verb.OPENED))
    form.about.link(ticket, data["lines"], by=form.by)
    ticket.mark_read(by=form.by)
    if data["confirm"]:
        auto_reply.confirm(ticket, caller.name, caller.email)
    return ticket
