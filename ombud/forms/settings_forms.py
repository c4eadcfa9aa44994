"""A form as its owner sets it up: where it leads, what it says in each language."""

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ombud.channels.models import Channel, Kind
from ombud.forms.models import Form, Own, Question
from ombud.forms.models.form import TEXTS
from ombud.users.models import User
from ombud.workflows.models import Category

if TYPE_CHECKING:
    ModelForm = forms.ModelForm[Form]
else:
    ModelForm = forms.ModelForm

# A site as browsers name it: scheme, host, perhaps a port, nothing behind.
ORIGIN = re.compile(r"https?://[a-z0-9.-]+(:\d+)?")
# What a new form asks for, and whether it has to be filled in.
BEGINNING = [(Own.NAME, False), (Own.EMAIL, True), (Own.SUBJECT, False)]
BEGINNING += [(Own.MESSAGE, True), (Own.FILES, False)]
LABELS = {"title": _("Title"), "intro": _("Above the fields"), "thanks": _("Thanks")}


def words_field(name: str) -> forms.CharField:
    """One text of one language."""
    widget = forms.TextInput() if name == "title" else forms.Textarea({"rows": 3})
    return forms.CharField(
        label=LABELS[name], required=False, max_length=2000, widget=widget
    )


class SettingsForm(ModelForm):
    """All of a form but its questions."""

    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one language.")},
    )
    tags = forms.CharField(
        label=_("Tags"), required=False, help_text=_("With commas between them.")
    )
    origins = forms.CharField(
        label=_("Sites that may show it in a frame"),
        required=False,
        widget=forms.Textarea({"rows": 2, "placeholder": "https://shop.example"}),
        help_text=_("One a line, with https:// and without a path."),
    )

    class Meta:
        model = Form
        fields = [
            "name",
            "slug",
            "is_active",
            "languages",
            "workflow",
            "team",
            "category",
            "tags",
            "responsible",
            "channel",
            "confirms",
            "not_stored",
            "needs_order_link",
            "holds_unproven",
            "origins",
        ]
        help_texts = {
            "slug": _("The last part of its address: /f/contact/"),
            "channel": _("Confirmations and answers leave from it."),
            "confirms": _("Once for each address and day."),
            "responsible": _(
                "Owns what comes in here, unless somebody looks after the customer."
            ),
            "not_stored": _(
                "For applicants and the like: no record, and erased after closing."
            ),
            "needs_order_link": _("So every complaint is about an order."),
            "holds_unproven": _(
                "Machines rarely run scripts. People without them get their number, "
                "and a colleague releases what they wrote."
            ),
        }
        error_messages = {
            "slug": {
                "unique": _("Another form has this address."),
                "invalid": _("Only letters, figures and hyphens."),
            }
        }

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["tags"] = ", ".join(self.instance.tags)
        self.initial["origins"] = "\n".join(self.instance.origins)
        fields: Any = self.fields
        fields["workflow"].queryset = fields["workflow"].queryset.filter(
            Q(is_active=True) | Q(pk=self.instance.workflow_id)
        )
        fields["channel"].queryset = Channel.objects.filter(kind=Kind.MAIL)
        fields["channel"].empty_label = _now("None: nothing is confirmed")
        fields["responsible"].queryset = User.objects.agents()
        fields["responsible"].empty_label = _now("Nobody in particular")
        fields["category"].empty_label = _now("No category")
        paths = {one.pk: one.path for one in Category.objects.tree()}
        fields["category"].label_from_instance = lambda one: paths.get(one.pk, one.name)
        for code, _name in settings.LANGUAGES:
            said = self.instance.texts.get(code, {})
            for name in TEXTS:
                field = words_field(name)
                field.initial = said.get(name, "")
                self.fields[f"{name}_{code}"] = field

    @property
    def language_texts(self) -> list[tuple[str, str, list[forms.BoundField]]]:
        """(code, name, fields) of each language."""
        return [
            (code, name, [self[f"{text}_{code}"] for text in TEXTS])
            for code, name in settings.LANGUAGES
        ]

    def clean_tags(self) -> list[str]:
        """As words."""
        words = (one.strip()[:60] for one in self.cleaned_data["tags"].split(","))
        return list(dict.fromkeys(word for word in words if word))

    def clean_origins(self) -> list[str]:
        """Nothing else gets into the content policy."""
        lines = self.cleaned_data["origins"].lower().split()
        found = list(dict.fromkeys(one.rstrip("/") for one in lines))
        for one in found:
            if not ORIGIN.fullmatch(one):
                raise forms.ValidationError(
                    _now("“%(site)s” is no site. Write it like https://shop.example.")
                    % {"site": one[:80]}
                )
        return found

    def apply(self) -> Form:
        """The instance with its texts, not saved."""
        form = self.instance
        for name in ("languages", "tags", "origins"):
            setattr(form, name, self.cleaned_data.get(name, getattr(form, name)))
        form.texts = {
            code: {
                name: words
                for name in TEXTS
                if (words := self.cleaned_data.get(f"{name}_{code}", "").strip())
            }
            for code, _name in settings.LANGUAGES
        }
        return form

    @transaction.atomic
    def keep(self) -> Form:
        """Save it."""
        form = self.apply()
        form.save()
        return form


class NewForm(ModelForm):
    """Three fields are enough to begin; the rest has sound defaults."""

    class Meta:
        model = Form
        fields = ["name", "workflow", "team"]

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        flow: Any = self.fields["workflow"]
        flow.queryset = flow.queryset.filter(is_active=True)

    @transaction.atomic
    def keep(self) -> Form:
        """With an address, all languages, and the usual questions."""
        form: Form = self.save(commit=False)
        form.slug = free_slug(form.name)
        form.languages = [code for code, _name in settings.LANGUAGES]
        form.channel = Channel.objects.filter(kind=Kind.MAIL, enabled=True).first()
        form.save()
        begin_with(form, BEGINNING)
        return form


def begin_with(form: Form, asked: Any) -> None:
    """These questions of ours, in this order."""
    Question.objects.bulk_create(
        Question(form=form, own=own, required=required, position=place)
        for place, (own, required) in enumerate(asked)
    )


def free_slug(name: str) -> str:
    """An address that no form has."""
    start = slugify(name)[:50] or "form"
    taken = set(Form.objects.values_list("slug", flat=True)) | {"new", "keys"}
    numbered = (f"{start}-{number}" for number in range(2, len(taken) + 4))
    return next(one for one in (start, *numbered) if one not in taken)
