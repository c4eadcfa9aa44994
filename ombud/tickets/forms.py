"""What agents fill in on a ticket: a reply, a note, whom to give it to."""

import re
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ombud.core.file_fields import Files, FilesInput, named
from ombud.customers.models import Contact
from ombud.lib import html as html_lib
from ombud.lib.charsets import storable
from ombud.tickets.asked import Asked
from ombud.tickets.composer import MAX_FILES, Composer
from ombud.tickets.gaps import gaps_in, sentence_for
from ombud.tickets.mail_headers import MAX_ADDRESS
from ombud.tickets.models import Attachment, Draft
from ombud.tickets.models.concerns.unmailed import AnswerWay
from ombud.tickets.people import read
from ombud.tickets.timing import NotThen, moment_of, opening_of
from ombud.users.models import Team, User

# The columns of a draft besides its text, and how long they may be.
TYPED = ("to", "cc", "bcc", "sender", "subject", "template", "target")
LENGTHS = {"sender": MAX_ADDRESS, "subject": 300, "template": 100, "target": 80}
# An editor's empty page.
BLANK = re.compile(r"(?:<(?:p|br|div)\b[^>]*>|</(?:p|div)>|&nbsp;|\s)*")


class DraftForm(forms.Form):
    """What is being written: nothing of it is wrong yet."""

    html = forms.CharField(required=False, strip=False)
    text = forms.CharField(required=False, strip=False)
    to = forms.CharField(required=False)
    cc = forms.CharField(required=False)
    bcc = forms.CharField(required=False)
    sender = forms.CharField(required=False)
    subject = forms.CharField(required=False)
    template = forms.CharField(required=False)
    target = forms.CharField(required=False)
    version = forms.IntegerField(required=False, min_value=0)
    key = forms.UUIDField(required=False)

    @property
    def words(self) -> dict[str, str]:
        """The columns of the draft, as they were sent, right or wrong."""
        words = {n: storable(self.data[n]) for n in TYPED if n in self.data}
        for name, length in LENGTHS.items():
            if name in words:
                words[name] = words[name][:length]
        return {**words, "html": self.written}

    @property
    def written(self) -> str:
        """What was written; without script the page sends plain text."""
        if "html" in self.data:
            html = storable(self.data["html"])
            return "" if BLANK.fullmatch(html) else html
        return html_lib.html_from(storable(self.data.get("text", "")))

    @property
    def base_version(self) -> int:
        """Of the text that the page has shown; 0 where there was none."""
        return self.cleaned_data.get("version") or 0

    @property
    def draft_key(self) -> UUID | None:
        """What tells two clicks from two replies."""
        return self.cleaned_data.get("key")


class UploadForm(forms.Form):
    """Files for a draft, as long as a mail can carry them."""

    upload = Files(required=False, widget=FilesInput)
    inline = forms.BooleanField(required=False)

    def __init__(self, *args: Any, draft: Draft, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.draft = draft

    def clean_upload(self) -> "list[UploadedFile[Any]]":
        """All of them, or a sentence that says what is too much."""
        files: list[UploadedFile[Any]] = self.cleaned_data["upload"]
        kept = self.draft.attachments.all() if self.draft.pk else []
        weight = sum(file.size for file in kept) + sum(f.size or 0 for f in files)
        if weight > MAX_FILES:
            raise forms.ValidationError(too_heavy(len(files)))
        return files

    def keep(self) -> list[Attachment]:
        """With the draft."""
        inline = self.cleaned_data["inline"]
        return [
            Attachment.objects.attach(
                self.draft, named(file), file.read(), inline=inline
            )
            for file in self.cleaned_data["upload"]
        ]


def too_heavy(count: int) -> str:
    """Why files were not taken, and what to do instead."""
    return ngettext(
        "This file is too big: a mail can carry 25 MB in all. Send a link to it.",
        "These files are too big: a mail can carry 25 MB in all. Send links to them.",
        count,
    )


class NoteForm(DraftForm):
    """A note that is to be kept."""

    state = forms.CharField(required=False)
    after = forms.ChoiceField(
        required=False, choices=[("stay", "stay"), ("next", "next")]
    )

    def __init__(self, *args: Any, composer: Composer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.composer = composer

    def clean(self) -> dict[str, Any]:
        """There must be something to say."""
        data = super().clean() or {}
        if not self.written:
            self.add_error("html", self.nothing_said())
        return data

    def takes(self, asked: Asked) -> bool:
        """Whether the action's own fields fit too; what is wrong is said here."""
        fits = asked.is_valid()
        for sentences in asked.form.errors.values():
            self.add_error(None, sentences[0])
        return fits

    def nothing_said(self) -> str:
        """What is missing."""
        return _("The note is empty. Write something first.")

    def values(self, draft: Draft) -> dict[str, Any]:
        """What the verb takes."""
        return {
            "html": self.written,
            "draft": draft,
            "key": self.draft_key or draft.key,
        }


class ReplyForm(NoteForm):
    """A reply that is to be sent, or that reaches the customer by another way."""

    # Of somebody who had no address until now; then the answer goes there.
    new_address = forms.CharField(required=False)
    # When it leaves, if not now: “opening”, “words”, or the words themselves.
    later = forms.CharField(required=False)

    @property
    def way(self) -> str:
        """How it reaches the customer: by mail, if nothing else is said."""
        said = self.data.get("way", "")
        return said if said in AnswerWay.values else AnswerWay.MAIL

    @property
    def is_mail(self) -> bool:
        """Whether it needs somebody to get it."""
        return self.way == AnswerWay.MAIL

    def nothing_said(self) -> str:
        """What is missing."""
        return _("The reply is empty. Write something first.")

    def clean(self) -> dict[str, Any]:
        """No placeholder stands open in it."""
        data = super().clean()
        if gaps := gaps_in(self.written, data.get("subject", "")):
            self.add_error("html", sentence_for(gaps))
        return data

    def clean_to(self) -> list[dict[str, str]]:
        """At least one."""
        people = self._people("to")
        has_new = bool(self.data.get("new_address", "").strip())
        if not people and self.is_mail and not has_new:
            raise forms.ValidationError(_("Nobody would get this. Add an address."))
        return people

    def clean_new_address(self) -> list[dict[str, str]]:
        """The customer's from now on, so nobody else's."""
        people = self._people("new_address") if self.is_mail else []
        address = people[0]["address"] if people else ""
        owner = Contact.objects.with_address(address) if address else None
        if owner and owner.pk != self.composer.ticket.contact_id:
            raise forms.ValidationError(
                _(
                    "“%(text)s” is another customer's address. Say in the panel that "
                    "it is them, or write it into “To” above."
                )
                % {"text": address}
            )
        return people

    def clean_cc(self) -> list[dict[str, str]]:
        """As many as wanted."""
        return self._people("cc")

    def clean_bcc(self) -> list[dict[str, str]]:
        """As many as wanted."""
        return self._people("bcc")

    def clean_sender(self) -> str:
        """One of ours, or the mailbox's own."""
        wish: str = self.cleaned_data["sender"].lower()
        return wish if wish in self.composer.senders else ""

    def clean_later(self) -> datetime | None:
        """When it leaves instead of now; typed words stand in a field of their own."""
        chosen = self.cleaned_data["later"]
        # Enter in that field presses the first button, which sends at once.
        typed = self.data.get("later_words", "").strip()
        wish = typed if chosen in {"", "words"} else chosen
        if not (wish or chosen):
            return None
        if wish == "opening":
            return opening_of(self.composer.ticket)
        try:
            return moment_of(wish)
        except NotThen as no:
            raise forms.ValidationError(str(no)) from no

    def clean_state(self) -> Any:
        """Where it is to stand afterwards; None leaves that to the workflow."""
        wish = self.cleaned_data["state"]
        choices = (*self.composer.choices, self.composer.keep)
        return next((one.state for one in choices if one.value == wish), None)

    def values(self, draft: Draft) -> dict[str, Any]:
        """What the verb takes."""
        names = ("to", "cc", "bcc", "sender", "subject", "state")
        template = self.composer.template
        values = {
            **super().values(draft),
            **{name: self.cleaned_data[name] for name in names},
            "tags": template.tags if template else [],
            "way": self.way,
            "later": self.cleaned_data["later"] if self.is_mail else None,
        }
        if new := self.cleaned_data["new_address"]:
            values |= {"to": values["to"] or new, "learned": new[0]["address"]}
        return values

    def _people(self, name: str) -> list[dict[str, str]]:
        people, wrong = read(self.cleaned_data[name])
        if wrong:
            raise forms.ValidationError(
                _("“%(text)s” is not an e-mail address. Correct or remove it.")
                % {"text": wrong[0]}
            )
        return people


class AssignForm(forms.Form):
    """A team, or somebody of it: `support` or `support/agnes@shop.example`."""

    to = forms.CharField()
    note = forms.CharField(required=False, max_length=10_000)

    def clean_to(self) -> tuple[Team, User | None]:
        """Both, where they are known."""
        slug, _slash, email = self.cleaned_data["to"].partition("/")
        team = Team.objects.filter(slug=slug).first()
        agent = User.objects.agents().filter(email=email).first() if email else None
        if team is None or (email and agent is None):
            raise forms.ValidationError(_("Choose a team or an agent from the list."))
        return team, agent

    def values(self) -> dict[str, Any]:
        """What the verb takes."""
        team, agent = self.cleaned_data["to"]
        return {"team": team, "agent": agent, "note": self.cleaned_data["note"]}
