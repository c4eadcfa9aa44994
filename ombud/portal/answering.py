"""What a customer writes or photographs on their own page."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ombud.core.actor import Requester
from ombud.core.models import Installation
from ombud.lib.mail import Part
from ombud.portal.models import CustomerLink
from ombud.portal.public import PublicTicket
from ombud.portal.uploads import FilesField, FilesInput, check, parts_of
from ombud.tickets.models import Entry, Ticket
from ombud.tickets.models.incoming import Incoming
from ombud.tickets.models.message import FiledBy

LONGEST = 20_000


class AnswerForm(forms.Form):
    """Words, files, or both."""

    text = forms.CharField(
        label=_("Your answer"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": _("That is too long. Send it in two parts.")},
    )
    attachments = FilesField(
        label=_("Files"), required=False, widget=FilesInput(attrs={"multiple": True})
    )
    photos = FilesField(
        label=_("Take a photo"),
        required=False,
        widget=FilesInput(attrs={"accept": "image/*", "capture": "environment"}),
    )
    # Said twice it is said once.
    key = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid4)

    use_required_attribute = False

    def clean(self) -> dict[str, Any]:
        """Something has to be in it."""
        data = super().clean() or {}
        self.uploaded = [*data.get("attachments", ()), *data.get("photos", ())]
        check(self.uploaded)
        if not data.get("text", "").strip() and not self.uploaded and not self.errors:
            raise forms.ValidationError(_now("Write something, or choose a photo."))
        return data


def answer(link: CustomerLink, form: AnswerForm) -> CustomerLink:
    """On the ticket, or on the one that goes on with it; the link that shows it."""
    key: UUID | None = form.cleaned_data["key"]
    parts = parts_of(form.uploaded)
    try:
        return _heard(link, form.cleaned_data["text"], parts, key)
    except IntegrityError:
        # The same answer at the same moment.
        return link


@transaction.atomic
def _heard(
    link: CustomerLink, text: str, parts: tuple[Part, ...], key: UUID | None
) -> CustomerLink:
    page = PublicTicket(link)
    ticket = page.ticket.locked()
    if Entry.objects.with_key(key):
        return link
    what = _incoming(ticket, text.strip() or _counted(parts), parts, key)
    entry, is_new = ticket.hear(what, by=page.customer)
    if not is_new and entry.ticket_id == ticket.standing.pk:
        return link
    # The matter was closed for too long: they go on where it goes on.
    return CustomerLink.objects.make(entry.ticket, by=page.customer, quiet=True)


def _incoming(
    ticket: Ticket, text: str, parts: tuple[Part, ...], key: UUID | None
) -> Incoming:
    who = Requester(ticket.requester_name, ticket.requester_email)
    told = Incoming.told(who, subject=ticket.subject, text=text, key=key)
    envelope = told.envelope | {"filed_by": FiledBy.PAGE}
    return Incoming(words=told.words, envelope=envelope, parts=parts)


def _counted(parts: tuple[Part, ...]) -> str:
    """In the company's language: agents read it in their lists."""
    with translation.override(Installation.current().language):
        count = len(parts)
        return ngettext("%(count)d file", "%(count)d files", count) % {"count": count}
