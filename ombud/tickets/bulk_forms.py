"""What is wished for many tickets, as the bar and its dialogs send it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ombud.tickets.bulk import Offer, Preview, Selected
from ombud.tickets.bulk_types import BulkRetyping
from ombud.tickets.forms import AssignForm
from ombud.tickets.models import Batch, BatchKind, Priority
from ombud.tickets.owners import TeamChoice, owners_among
from ombud.tickets.tags import cleaned, suggestions
from ombud.tickets.timing import NotThen, moment_of
from ombud.users.models import User
from ombud.workflows.forms import FieldsForm
from ombud.workflows.models import ActionKind


class WordsForm(forms.Form):
    """What a reply or a note to all of them says."""

    text = forms.CharField(
        label=gettext_lazy("What do you want to say?"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class TagsForm(forms.Form):
    """Which tags come, and which go."""

    add = forms.CharField(required=False, max_length=1000)
    remove = forms.MultipleChoiceField(required=False)

    def __init__(self, *args: Any, selected: Selected, **options: Any) -> None:
        super().__init__(*args, **options)
        self.known = selected.tags
        remove: Any = self.fields["remove"]
        remove.choices = [(tag, tag) for tag, _count in self.known]

    def clean(self) -> dict[str, Any]:
        """One of them at least."""
        data = super().clean() or {}
        data["add"] = cleaned(data.get("add", "").split(","))
        if not (data["add"] or data.get("remove")):
            raise forms.ValidationError(_("Name a tag to add, or tick one to remove."))
        return data


class SleepForm(forms.Form):
    """Until when all of them sleep."""

    words = forms.CharField(max_length=80)
    thanks = forms.BooleanField(required=False)

    def clean_words(self) -> str:
        """The moment itself, as a batch keeps it."""
        try:
            return moment_of(self.cleaned_data["words"]).isoformat()
        except NotThen as no:
            raise forms.ValidationError(str(no)) from no


@dataclass
class Wish:
    """One wish for many tickets: “action:solve”, “assign”, “tags”, “priority:high”."""

    selected: Selected
    wish: str
    data: Any = None
    wrong: str = ""

    @property
    def kind(self) -> str:
        """Which sort of wish."""
        return self.wish.partition(":")[0]

    @property
    def detail(self) -> str:
        """Which action, which priority, or which type."""
        return self.wish.partition(":")[2]

    @cached_property
    def offer(self) -> Offer | None:
        """The action that is wished for."""
        return self.selected.offer(self.detail) if self.kind == "action" else None

    @cached_property
    def retyping(self) -> BulkRetyping | None:
        """The type that is wished for."""
        is_type = self.kind == BatchKind.TYPE
        return BulkRetyping(self.selected, self.detail) if is_type else None

    @property
    def is_known(self) -> bool:
        """Whether there is such a thing for these tickets."""
        if self.kind == BatchKind.ACTION:
            return self.offer is not None
        if self.kind == BatchKind.PRIORITY:
            return self.detail in Priority.values
        if self.retyping:
            return self.retyping.workflow is not None
        return self.kind in BatchKind.values

    @property
    def label(self) -> str:
        """What the button says."""
        if self.offer:
            return self.offer.label
        if self.kind == BatchKind.PRIORITY:
            return f"{_('Priority')}: {Priority(self.detail).label}"
        if self.retyping and self.retyping.workflow:
            return f"{_('Type')}: {self.retyping.workflow.label}"
        return str(BatchKind(self.kind).label)

    @property
    def asks(self) -> bool:
        """Whether something has to be said before."""
        if self.offer:
            return self.offer.asks
        asking = {BatchKind.ASSIGN, BatchKind.TAGS, BatchKind.TYPE, BatchKind.SLEEP}
        return self.kind in asking

    @cached_property
    def form(self) -> FieldsForm | None:
        """The custom fields of the action, or of the type."""
        asking = self.offer or self.retyping
        if asking and asking.uses:
            return FieldsForm(asking.uses, self.data)
        return None

    @cached_property
    def words(self) -> WordsForm | None:
        """The words of a reply or a note."""
        return WordsForm(self.data) if self.offer and self.offer.is_written else None

    @cached_property
    def tags(self) -> TagsForm | None:
        """Tags to add and to remove."""
        if self.kind == BatchKind.TAGS:
            return TagsForm(self.data, selected=self.selected)
        return None

    @cached_property
    def sleep(self) -> SleepForm | None:
        """Until when."""
        return SleepForm(self.data) if self.kind == BatchKind.SLEEP else None

    @property
    def suggestions(self) -> list[str]:
        """Tags that are used most."""
        return suggestions()

    @cached_property
    def teams(self) -> list[TeamChoice]:
        """Who may be given all of them."""
        if self.kind != BatchKind.ASSIGN:
            return []
        return owners_among(self.selected.tickets)

    @cached_property
    def preview(self) -> Preview:
        """What it would change, on how many tickets."""
        of_kind = self.selected.by_kind
        if self.offer:
            return self.selected.preview(self.offer.actions)
        if self.kind == BatchKind.ASSIGN:
            return self.selected.preview(of_kind.get(ActionKind.ASSIGN, []))
        if self.kind == BatchKind.DELETE:
            return self.selected.preview(of_kind.get(ActionKind.DELETE, []))
        if self.retyping:
            return self.retyping.preview
        return self.selected.preview_altering()

    def is_valid(self) -> bool:
        """Whether all that has to be said is there."""
        asked = (self.form, self.words, self.tags, self.sleep)
        found = [form.is_valid() for form in asked if form]
        return all(found) and (self.kind != BatchKind.ASSIGN or self._has_owner())

    @property
    def values(self) -> dict[str, Any]:
        """As a batch keeps them."""
        values: dict[str, Any] = {}
        if self.form:
            values["fields"] = self.form.values
        if self.words:
            values["text"] = self.words.cleaned_data["text"]
        if self.tags:
            values |= self.tags.cleaned_data
        if self.sleep:
            data = self.sleep.cleaned_data
            values |= {"until": data["words"], "thanks": data["thanks"]}
        if self.kind == BatchKind.PRIORITY:
            values["priority"] = self.detail
        if self.retyping:
            values["type"] = self.detail
        if self.kind == BatchKind.ASSIGN:
            values["owner"] = self._owner()
        return values

    def begin(self, *, by: User, key: UUID, numbers: list[int]) -> Batch:
        """The batch, for the tickets that were asked for, seen or not."""
        return Batch.objects.begin(
            by=by,
            kind=self.kind,
            action=self.offer.slug if self.offer else "",
            label=self.label,
            values=self.values,
            numbers=numbers,
            key=key,
        )

    def _has_owner(self) -> bool:
        form = AssignForm(self.data)
        if not form.is_valid():
            self.wrong = str(next(iter(form.errors.values()))[0])
        return not self.wrong

    def _owner(self) -> dict[str, Any]:
        form = AssignForm(self.data)
        form.is_valid()
        chosen = form.values()
        return {
            "team": chosen["team"].slug,
            "agent": chosen["agent"].email if chosen["agent"] else None,
            "note": chosen.get("note", ""),
        }
