"""The children of a ticket: solved with it, each with its own data and language."""

from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _

from ombud.lib.liquid import TemplateWrong, variables_of
from ombud.tickets.models import Batch, BatchKind, Entry, Ticket
from ombud.tickets.models.answering import PLACEHOLDERS
from ombud.tickets.models.batch import MOST
from ombud.tickets.models.link import PARENT
from ombud.users.models import User
from ombud.workflows.models import StateKind

FINISHED = [StateKind.SOLVED, StateKind.CLOSED]


def open_children(ticket: int, reader: User, **of: Any) -> list[Ticket]:
    """Those that the reader sees and that are not done; `of`: what links must be."""
    visible = Ticket.objects.visible_to(reader).unfinished()
    found = visible.filter(links__other=ticket, links__kind=PARENT, **of)
    return list(found.select_related("state", "team").order_by("number")[:MOST])


def left_open_by(entry: Entry | None, reader: User) -> list[Ticket]:
    """Children of the ticket that this deed has solved; one query, or none."""
    if entry is None or "state" not in entry.changes:
        return []
    done = {"links__other__state__kind__in": FINISHED}
    return open_children(entry.ticket_id, reader, **done)


class ChildrenForm(forms.Form):
    """An answer in each language that the children's customers speak."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, children: list[Ticket], **options: Any) -> None:
        """A field for each language."""
        super().__init__(*args, **options)
        self.children = children
        names = {**dict(settings.LANGUAGES), "en": "English"}
        for code in sorted({child.language for child in children}):
            named = names.get(code, code) or _("Language not known")
            self.fields[f"text_{code}"] = forms.CharField(
                label=_("Answer in %(language)s") % {"language": named},
                required=False,
                max_length=20_000,
                widget=forms.Textarea(attrs={"rows": 4, "lang": code or None}),
            )

    @property
    def words(self) -> list[forms.BoundField]:
        """The fields for words."""
        return [self[name] for name in self.fields if name.startswith("text_")]

    @property
    def placeholders(self) -> list[str]:
        """What a text may ask for, as it is written."""
        return [f"{{{{ {name} }}}}" for name in PLACEHOLDERS]

    def clean(self) -> dict[str, Any]:
        """A placeholder that no ticket has would hold all of them up."""
        data = super().clean() or {}
        for name in list(data):
            if name.startswith("text_"):
                self._check(name, data[name])
        return data

    def _check(self, name: str, text: str) -> None:
        try:
            unknown = sorted(variables_of(text) - set(PLACEHOLDERS))
        except TemplateWrong as wrong:
            why = _("The text cannot be filled in: %(why)s.") % {"why": wrong}
            self.add_error(name, why)
            return
        if unknown:
            why = _("There is no placeholder “%(name)s”.") % {"name": unknown[0]}
            self.add_error(name, why)

    def begin(self, *, by: User) -> Batch:
        """One wish for all of them; it can be taken back."""
        data = self.cleaned_data
        texts = {
            name.removeprefix("text_"): words
            for name, words in data.items()
            if name.startswith("text_") and words.strip()
        }
        kind = BatchKind.ANSWER
        return Batch.objects.begin(
            by=by,
            kind=kind,
            numbers=[child.number for child in self.children],
            key=data["key"],
            values={"texts": texts},
            label=str(kind.label),
        )
