"""What was sent becomes a ticket, through the same door as everything else."""

import logging
from typing import Any

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from ombud.core.actor import Actor, Machine, Requester
from ombud.core.models import Installation
from ombud.customers.matching import NOBODY, Key, Match, match
from ombud.forms.about import link_order
from ombud.forms.asking import AskForm
from ombud.forms.models.submission import Submission
from ombud.forms.signing import order_of
from ombud.intake.models import AutoReply
from ombud.portal.models import CustomerLink
from ombud.tickets.models import Direction, Entry, Ticket, Verb
from ombud.tickets.models.base import OF_FIELD, list_columns
from ombud.tickets.models.incoming import Incoming
from ombud.tickets.models.message import FiledBy
from ombud.workflows.values import shown

log = logging.getLogger(__name__)


def file(submission: Submission) -> Ticket:
    """The ticket, with files, order, link and confirmation."""
    with translation.override(submission.language):
        asked = AskForm.again(submission)
        asked.is_valid()
        who = Requester(asked.said("name")[:200], asked.said("email")[:320])
        found = _customer(submission, asked)
        what = _incoming(submission, asked, who)
    ticket = _begin(submission, asked, who, found, what)
    entry = ticket.receive(what, by=_author(found, who), at=submission.received_at)
    for file in submission.files.select_related("attachment"):
        file.attachment.hand_over(entry)
    ticket.note_owner()
    _note_form(ticket, submission, asked)
    link_order(ticket, entry, submission, asked)
    link = CustomerLink.objects.make(ticket, by=Machine(), quiet=True)
    try:
        with transaction.atomic():
            _confirm(ticket, entry, who, link, submission)
    except Exception:
        # A letter that cannot be written takes nothing back.
        log.exception("confirmation failed submission=%s", submission.pk)
    return ticket


def _begin(
    submission: Submission,
    asked: AskForm,
    who: Requester,
    found: Match,
    what: Incoming,
) -> Ticket:
    at = submission.received_at
    return Ticket.begin(
        subject=what.envelope["subject"],
        number=submission.number,
        match=found,
        requester=who,
        requester_phone=asked.said("phone")[:40],
        origin="form",
        language=submission.language,
        fields=asked.values,
        created_at=at,
        **submission.form.columns(),
        **list_columns(what.preview, Direction.IN, at),
    )


def _customer(submission: Submission, asked: AskForm) -> Match:
    """By the order where the shop has signed it; else as a mail's sender is found."""
    if submission.form.not_stored:
        return NOBODY
    order = order_of(submission.bound.get("order", ""))
    if order and (buyer := Match.of(order.contact, Key.ORDER)):
        return buyer
    words = f"{asked.said('subject')}\n{asked.said('message')}"
    return match(address=asked.said("email"), phone=asked.said("phone"), text=words)


def _author(found: Match, who: Requester) -> Actor:
    """Whoever names a number is not yet who they say."""
    sure = found.contact if found.key in {Key.EMAIL, Key.ORDER} else None
    return sure or who


def _incoming(submission: Submission, asked: AskForm, who: Requester) -> Incoming:
    text = _text(asked)
    subject = asked.said("subject") or _first_words(asked) or submission.form.title
    told = Incoming.told(who, subject=subject[:300], text=text)
    envelope = told.envelope | {
        "filed_by": FiledBy.FORM,
        "channel": submission.form.channel,
    }
    return Incoming(words=told.words, envelope=envelope)


def _first_words(asked: AskForm) -> str:
    return " ".join(asked.said("message").split())[:80]


def _text(asked: AskForm) -> str:
    """The message; below it what else was answered, line by line."""
    ticked = set(asked.cleaned_data.get("lines") or ())
    lines = [one.name for one in asked.lines if str(one.position) in ticked]
    below = [f"– {name}" for name in lines]
    for question in asked.shown:
        value = asked.values.get(question.field.slug) if question.field else None
        if value is not None and question.field:
            below.append(f"{question.label}: {shown(question.field, value)}")
    number = asked.cleaned_data.get("order", "")
    if number and order_of(number) is None:
        # One that is found is linked, and then the link tells whose it is.
        below.append(f"{_('Order number')}: {number}")
    parts = [asked.said("message"), "\n".join(below)]
    return "\n\n".join(part for part in parts if part) or asked.said("subject")


def _note_form(ticket: Ticket, submission: Submission, asked: AskForm) -> None:
    """By which form it came, and what it has filled in."""
    form = submission.form
    changes: dict[str, list[Any]] = {
        f"{OF_FIELD}{name}": [None, value] for name, value in asked.values.items()
    }
    if form.category:
        changes["category"] = [None, form.category.slug]
    facts = {"form": form.slug}
    ticket.record(
        Verb.OPENED,
        by=Machine(form.name),
        changes=changes,
        particulars=facts,
        at=submission.received_at,
        quiet=True,
    )


def _confirm(
    ticket: Ticket,
    entry: Entry,
    who: Requester,
    link: CustomerLink,
    submission: Submission,
) -> None:
    """Once a day for an address, as for mails; never to a mailbox of our own."""
    form = submission.form
    channel = form.channel
    if not (form.confirms and who.address and channel and channel.out_host):
        return
    if not channel.auto_reply or who.address.lower() in channel.addresses:
        return
    if not AutoReply.objects.allow(who.address):
        return
    company = Installation.current()
    with translation.override(submission.language):
        context = {
            "ticket": ticket,
            "name": who.name,
            "company": company.name,
            "link": link,
            "thanks": form.thanks,
        }
        html = render_to_string("forms/mail/confirmation.html", context)
        subject = _("We have received: %(subject)s") % {"subject": ticket.subject}
        to = [{"name": who.name, "address": who.address}]
        by = Machine(company.name)
        ticket.confirm(by=by, to=to, html=html, subject=subject, answers=entry)
