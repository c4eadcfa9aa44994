"""What a template says, in each language, and what it sets besides."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ombud.core.file_fields import Files, FilesInput, named
from ombud.knowledge.above import above
from ombud.knowledge.languages import languages
from ombud.knowledge.models import Template, TemplateFile, TemplateKind
from ombud.knowledge.models.template import kinds
from ombud.knowledge.placeholders import faults_of
from ombud.lib import html as html_lib
from ombud.lib.charsets import storable
from ombud.users.models import Team, User
from ombud.users.people import agents_or
from ombud.users.permissions import Permission

# What all servers take, with the letter around it.
MAX_FILES = 20 * 1000 * 1000
MOST_LETTERS = 20_000


@dataclass(frozen=True, slots=True)
class Side:
    """The text in one language."""

    code: str
    name: str
    is_main: bool
    is_behind: bool
    subject: forms.BoundField
    field: forms.BoundField
    right: forms.BoundField
    html: str
    # The same without its looks, for who has no script.
    text: str


class TemplateForm(forms.Form):
    """One template."""

    name = forms.CharField(label=_("Name"), max_length=120)
    kind = forms.ChoiceField(
        label=_("What it is"), choices=kinds, widget=forms.RadioSelect
    )
    category = forms.ChoiceField(
        label=_("Category"),
        required=False,
        help_text=_("It is offered first on tickets of this category."),
    )
    team = forms.ModelChoiceField(
        Team.objects.none(), label=_("Who uses it"), required=False
    )
    owner = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Owner"),
        required=False,
        empty_label="—",
        help_text=_("Who keeps it up to date."),
    )
    main = forms.ChoiceField(
        label=_("Main language"),
        help_text=_("When it changes, the others are marked as out of date."),
    )
    solves = forms.ChoiceField(
        label=_("Answer when solved"),
        required=False,
        help_text=_("Prepared by itself when a ticket of this type is solved."),
    )
    state = forms.ChoiceField(label=_("State after sending"), required=False)
    tags = forms.CharField(
        label=_("Tags to add"),
        max_length=400,
        required=False,
        help_text=_("With commas between them."),
    )
    upload = Files(label=_("Files"), required=False, widget=FilesInput)
    drop = forms.ModelMultipleChoiceField(
        TemplateFile.objects.none(), label=_("Files to remove"), required=False
    )

    def __init__(
        self, data: Any = None, files: Any = None, *, template: Template, by: User
    ) -> None:
        """`template`: as it is; `by`: whose teams it may be for."""
        self.template = template
        super().__init__(data, files, initial=_initial(template))
        self._offer(by)
        for code in languages():
            self.fields[f"subject_{code}"] = forms.CharField(
                label=_now("Subject"), max_length=300, required=False
            )
            self.fields[f"html_{code}"] = forms.CharField(
                label=_now("Text"), max_length=MOST_LETTERS, required=False
            )
            self.fields[f"right_{code}"] = forms.BooleanField(
                label=_now("It is still right"), required=False
            )

    def _offer(self, by: User) -> None:
        known, fields = above(), self.fields
        choose: dict[str, Any] = {name: fields[name] for name in fields}
        choose["category"].choices = [("", _now("Every category")), *known.categories()]
        choose["solves"].choices = [("", _now("Of no type")), *known.types()]
        choose["state"].choices = [("", _now("As the agent says")), *known.states()]
        choose["main"].choices = list(languages().items())
        teams = Team.objects.all()
        if not by.may(Permission.SEE_ALL_TICKETS):
            teams = teams.filter(pk__in=[*by.team_ids, self.template.team_id or 0])
        choose["team"].queryset = teams
        choose["team"].empty_label = _now("Everybody")
        choose["owner"].queryset = agents_or(self.template.owner_id)
        choose["drop"].queryset = TemplateFile.objects.filter(template=self.template.pk)

    @property
    def sides(self) -> Iterator[Side]:
        """The text in each language, the main one first."""
        main = self["main"].value() or self.template.main
        for code, name in sorted(languages().items(), key=lambda one: one[0] != main):
            html = self.written(code) if self.is_bound else self.initial_html(code)
            yield Side(
                code,
                name,
                code == main,
                code in self.template.behind,
                self[f"subject_{code}"],
                self[f"html_{code}"],
                self[f"right_{code}"],
                html,
                html_lib.text_from(html),
            )

    def initial_html(self, code: str) -> str:
        """As it was saved."""
        return str(self.initial.get(f"html_{code}", ""))

    def written(self, code: str) -> str:
        """What was sent; without script the page sends plain text."""
        if f"html_{code}" in self.data:
            return html_lib.clean(storable(self.data[f"html_{code}"]))
        return html_lib.html_from(storable(self.data.get(f"text_{code}", "")))

    def clean_upload(self) -> "list[UploadedFile[Any]]":
        """As many as a mail can carry."""
        files: list[UploadedFile[Any]] = self.cleaned_data["upload"]
        kept = self.template.files.all() if self.template.pk else []
        weight = sum(file.size for file in kept) + sum(f.size or 0 for f in files)
        if weight > MAX_FILES:
            raise forms.ValidationError(
                _now("These files are too big: a mail can carry 20 MB beside its text.")
            )
        return files

    def clean_tags(self) -> list[str]:
        """Each once."""
        words = [" ".join(one.split())[:60] for one in self._words("tags")]
        return list(dict.fromkeys(word for word in words if word))

    def clean(self) -> dict[str, Any]:
        """It says something in its main language, and can be read in each."""
        data = super().clean() or {}
        main = data.get("main", self.template.main)
        if main not in self.texts:
            sentence = _now("Write the text in its main language first.")
            self.add_error(f"html_{main}", sentence)
        for code, text in self.texts.items():
            for name in ("subject", "html"):
                for sentence in faults_of(text[name], html=name == "html"):
                    self.add_error(f"{name}_{code}", sentence)
        return data

    @property
    def texts(self) -> dict[str, dict[str, str]]:
        """Those that say something; languages that are not ours stay as they are."""
        ours = languages()
        found = {
            code: text for code, text in self.template.texts.items() if code not in ours
        }
        for code in ours:
            html = self.written(code)
            if html_lib.text_from(html).strip():
                subject = storable(self.cleaned_data.get(f"subject_{code}", ""))
                found[code] = {"subject": subject, "html": html}
        return found

    def keep(self, *, by: User) -> Template:
        """Save it, as a new version."""
        columns = self._columns()
        if self.template.pk:
            self.template.keep(by=by, **columns)
        else:
            self.template = Template.objects.make(by=by, **columns)
        for file in self.cleaned_data["drop"]:
            file.remove()
        for upload in self.cleaned_data["upload"]:
            self.template.files.create(
                filename=named(upload), size=upload.size or 0, content=upload
            )
        return self.template

    def _columns(self) -> dict[str, Any]:
        names = ("name", "kind", "category", "solves", "team", "owner", "main", "tags")
        columns = {name: self.cleaned_data[name] for name in (*names, "state")}
        if columns["kind"] != TemplateKind.FULL:
            columns |= {"state": "", "tags": [], "solves": ""}
        right = [code for code in languages() if self.cleaned_data[f"right_{code}"]]
        return columns | {"texts": self.texts, "right": right}

    def _words(self, name: str) -> list[str]:
        words: str = self.cleaned_data[name]
        return words.split(",")


def _initial(template: Template) -> dict[str, Any]:
    names = ("name", "kind", "category", "solves", "team", "owner", "main", "state")
    found = {name: getattr(template, name) for name in names}
    found["tags"] = ", ".join(template.tags)
    for code, text in template.texts.items():
        found[f"subject_{code}"] = text.get("subject", "")
        found[f"html_{code}"] = text.get("html", "")
    return found
