"""The order that a form is about: linked where it is the sender's, else a warning."""

from django.utils import translation
from django.utils.translation import gettext as _

from ombud.core.actor import Machine
from ombud.core.models import Installation
from ombud.forms.asking import AskForm
from ombud.forms.models.submission import Submission
from ombud.forms.signing import order_of
from ombud.lib import html as html_lib
from ombud.sales.looking_up import look_up
from ombud.sales.models import Link, Order, Reason
from ombud.sales.recognising import Sender
from ombud.tickets.models import Entry, EntryKind, Ticket, Verb


def link_order(
    ticket: Ticket, entry: Entry, submission: Submission, asked: AskForm
) -> None:
    """The shop's link is certain; what was typed is only as good as its sender."""
    number = asked.said("order")
    order = order_of(number) if number else None
    if order is None:
        return
    if submission.bound.get("order"):
        _link_bound(ticket, order, submission, asked)
    else:
        _link_typed(ticket, entry, order, submission)


def _link_bound(
    ticket: Ticket, order: Order, submission: Submission, asked: AskForm
) -> None:
    """With the items that were ticked."""
    links, by = Link.objects, Machine(submission.form.name)
    links.link(ticket, order, by=by, why=Reason.OPENED)
    ticked = set(asked.cleaned_data.get("lines") or ())
    for line in asked.lines:
        if str(line.position) in ticked and line.item:
            links.link(ticket, line.item, by=by, why=Reason.OPENED)


def _link_typed(
    ticket: Ticket, entry: Entry, order: Order, submission: Submission
) -> None:
    by, facts = Machine(submission.form.name), {"text": order.number}
    sender = Sender.of(entry)
    hit = next(h for h in look_up([order.key]) if h.kind == "order" and not h.by)
    if sender.owns(hit):
        Link.objects.find_out(ticket, order, by=by, why=Reason.SENDER, facts=facts)
    elif hit.contact or hit.email:
        why = Reason.ANOTHER if sender.contact else Reason.STRANGER
        Link.objects.suggest(ticket, order, why=why, facts=facts)
        _warn(ticket, order, by)
    else:
        Link.objects.find_out(ticket, order, by=by, why=Reason.FIELD, facts=facts)


def _warn(ticket: Ticket, order: Order, by: Machine) -> None:
    """The sender was told nothing; agents are."""
    with translation.override(Installation.current().language):
        words = _(
            "The order number %(number)s was typed into the form, but that order "
            "belongs to %(name)s. Ask who is writing before you say anything about it."
        ) % {"number": order.number, "name": order.customer}
    ticket.record(
        Verb.NOTED,
        by=by,
        kind=EntryKind.NOTE,
        text=words,
        reply_text=words,
        html=html_lib.html_from(words),
        quiet=True,
    )
