"""A form's questions as fields: the page, what was kept, and the preview read by it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self

from django import forms
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from ombud.core.models import Installation
from ombud.forms.models.form import Form
from ombud.forms.models.question import Own, Question
from ombud.forms.signing import order_of
from ombud.lib.phone import normalise
from ombud.portal.uploads import FilesField, FilesInput, check
from ombud.sales.models import Order, OrderLine
from ombud.workflows.values import form_field, stored

if TYPE_CHECKING:
    from ombud.forms.models.submission import Submission

TRAP = "website"
LONGEST = 20_000
# What the signed link says already.
BOUND = {"name", "email", "order"}


class AskForm(forms.Form):
    """The fields of one form, in the reader's language."""

    use_required_attribute = False

    def __init__(
        self,
        form: Form,
        data: Any = None,
        files: Any = None,
        *,
        bound: dict[str, Any] | None = None,
        questions: Iterable[Question] | None = None,
        **options: Any,
    ) -> None:
        """`bound`: what a shop's link says; `questions`: others than are stored."""
        super().__init__(data, files, **options)
        self.form, self.bound = form, bound or {}
        asked = (
            form.questions.select_related("field") if questions is None else questions
        )
        known = {name for name in BOUND if self.bound.get(name)}
        self.questions = [one for one in asked if one.own not in known]
        self.lines = lines_of(self.bound)
        if self.lines:
            self.fields["lines"] = lines_field(self.lines)
        for question in self.questions:
            self._ask(question)
        self.fields[TRAP] = forms.CharField(required=False)

    @classmethod
    def again(cls, submission: "Submission") -> Self:
        """As it was sent; its files are kept already."""
        data = QueryDict(mutable=True)
        for name, value in submission.answers.items():
            data.setlist(name, value if isinstance(value, list) else [value])
        made = cls(submission.form, data, {}, bound=submission.bound)
        for name in ("attachments", "photos"):
            made.fields.pop(name, None)
        return made

    @property
    def answers(self) -> dict[str, Any]:
        """As they were typed, to be kept."""
        names = [
            name
            for name in self.data
            if name in self.fields or name.rpartition("_")[0] in self.fields
        ]
        data: Any = self.data
        kept = {name: data.getlist(name) for name in names}
        return {
            name: values if name == "lines" else values[-1]
            for name, values in kept.items()
            if values
        }

    @property
    def rows(self) -> list[tuple[Question, Any]]:
        """Each question with its field; of files the template has its own."""
        return [
            (one, None if one.own == Own.FILES else self[one.key])
            for one in self.questions
        ]

    @property
    def ticks(self) -> forms.BoundField:
        """The lines of the order that it is bound to."""
        return self["lines"]

    @property
    def uploaded(self) -> list[Any]:
        """All files of both controls."""
        data = self.cleaned_data
        return [*(data.get("attachments") or ()), *(data.get("photos") or ())]

    @property
    def values(self) -> dict[str, Any]:
        """What custom fields hold, by their slugs."""
        return {
            one.field.slug: stored(self.cleaned_data.get(one.key))
            for one in self.shown
            if one.field and stored(self.cleaned_data.get(one.key)) is not None
        }

    @property
    def shown(self) -> list[Question]:
        """The questions that are asked beside what was answered."""
        said = self._said()
        return [one for one in self.questions if one.is_shown(said)]

    def said(self, name: str) -> str:
        """What the shop's link says, else what was typed."""
        return str(self.bound.get(name) or self.cleaned_data.get(name) or "").strip()

    def clean_phone(self) -> str:
        """As it is dialled; what is no number is asked for again."""
        typed = str(self.cleaned_data["phone"]).strip()
        number = normalise(typed, Installation.current().region)
        if typed and not number:
            raise forms.ValidationError(
                _(
                    "This is no telephone number. Write it with its country, such as "
                    "+420 601 000 142."
                )
            )
        return number

    def clean(self) -> dict[str, Any]:
        """What is hidden beside the others is not asked for."""
        data = super().clean() or {}
        shown = {one.key for one in self.shown}
        for question in self.questions:
            if question.key not in shown:
                data.pop(question.key, None)
                self.errors.pop(question.key, None)
        check(self.uploaded)
        return data

    def _said(self) -> dict[str, Any]:
        return {name: stored(value) for name, value in self.cleaned_data.items()}

    def _ask(self, question: Question) -> None:
        if question.own == Own.FILES:
            self._ask_for_files(question)
            return
        made = (
            form_field(question.field, required=question.required)
            if question.field
            else own_field(question, self.form)
        )
        made.required, made.label = question.required, question.label
        made.error_messages["required"] = _("Fill in “%(field)s”.") % {
            "field": question.label
        }
        self.fields[question.key] = made

    def _ask_for_files(self, question: Question) -> None:
        missing = {"required": _("Add a file or a photo.")}
        camera = {"accept": "image/*", "capture": "environment"}
        self.fields["attachments"] = FilesField(
            required=False, label=question.label, widget=FilesInput({"multiple": True})
        )
        self.fields["photos"] = FilesField(
            required=False, label=_("Take a photo"), widget=FilesInput(camera)
        )
        if (
            question.required
            and self.is_bound
            and not any(
                self.files.getlist(name) if hasattr(self.files, "getlist") else ()
                for name in ("attachments", "photos")
            )
        ):
            self.fields["attachments"] = FilesField(
                required=True, label=question.label, error_messages=missing
            )


def own_field(question: Question, form: Form) -> forms.Field:
    """What Ombud itself asks for."""
    wrong = {"invalid": _("This is no e-mail address. Write it like name@example.com.")}
    long = {"max_length": _("That is too long. Say it in fewer words.")}
    match question.own:
        case Own.EMAIL:
            widget: forms.Widget = forms.EmailInput({"autocomplete": "email"})
            return forms.EmailField(
                max_length=320, widget=widget, error_messages=wrong | long
            )
        case Own.PHONE:
            attrs = {"autocomplete": "tel", "inputmode": "tel", "type": "tel"}
            return forms.CharField(max_length=40, widget=forms.TextInput(attrs))
        case Own.MESSAGE:
            widget = forms.Textarea({"rows": 6})
            return forms.CharField(
                max_length=LONGEST, widget=widget, error_messages=long
            )
        case Own.ORDER:
            return forms.CharField(max_length=64, widget=forms.TextInput(checked(form)))
        case Own.NAME:
            widget = forms.TextInput({"autocomplete": "name"})
            return forms.CharField(max_length=200, widget=widget, error_messages=long)
    return forms.CharField(max_length=300, error_messages=long)


def checked(form: Form) -> dict[str, str]:
    """The number is looked for while it is typed; whose it is, nobody is told."""
    attrs = {"autocomplete": "off", "autocapitalize": "characters"}
    if not form.pk:
        return attrs
    return attrs | {
        "hx-get": reverse("form-order", args=[form.slug]),
        "hx-trigger": "input changed delay:400ms",
        "hx-target": "#order-answer",
        "hx-swap": "outerHTML",
        "hx-sync": "this:replace",
    }


def lines_of(bound: dict[str, Any]) -> list[OrderLine]:
    """What was bought with the order that the form is bound to."""
    order: Order | None = order_of(bound["order"]) if bound.get("order") else None
    return list(order.lines.select_related("item")) if order else []


def lines_field(lines: list[OrderLine]) -> forms.Field:
    """To tick what it is about."""
    return forms.MultipleChoiceField(
        label=_("What is it about?"),
        required=False,
        choices=[(str(one.position), one.name) for one in lines],
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": _("This order has changed. Tick once more."),
        },
    )
