"""The list of templates: what is looked for, and a page of what is found."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ombud.knowledge.above import above
from ombud.knowledge.languages import languages
from ombud.knowledge.models import Template, TemplateQuerySet

PAGE = 100


class LookForm(forms.Form):
    """By words, category, what it lacks, and whether anybody needs it."""

    q = forms.CharField(label=_("Find a template"), max_length=100, required=False)
    category = forms.ChoiceField(label=_("Category"), required=False)
    lacks = forms.ChoiceField(label=_("Language"), required=False)
    idle = forms.BooleanField(label=_("Unused for half a year"), required=False)
    page = forms.IntegerField(
        required=False, min_value=1, max_value=9999, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        choose: dict[str, Any] = dict(self.fields)
        choose["category"].choices = [
            ("", _now("Every category")),
            *above().categories(),
        ]
        choose["lacks"].choices = [
            ("", _now("Every language")),
            *(
                (code, _now("Lacking or out of date: %(name)s") % {"name": name})
                for code, name in languages().items()
            ),
        ]

    def found(self, templates: TemplateQuerySet) -> TemplateQuerySet:
        """Those that are looked for."""
        wish = self.cleaned_data if self.is_valid() else {}
        if wish.get("q"):
            templates = templates.matching(wish["q"])
        if wish.get("category"):
            templates = templates.filter(category=wish["category"])
        if wish.get("lacks"):
            templates = templates.lacking(wish["lacks"])
        return templates.idle() if wish.get("idle") else templates


@dataclass(frozen=True, slots=True)
class Language:
    """How a template stands in one language: written, behind, or not there."""

    code: str
    name: str
    standing: str


@dataclass(frozen=True, slots=True)
class Line:
    """One template in the list."""

    template: Template
    category: str

    @property
    def languages(self) -> list[Language]:
        """Each of ours, the gaps too."""
        behind = self.template.behind
        return [
            Language(code, name, self._standing(code, behind))
            for code, name in languages().items()
        ]

    def _standing(self, code: str, behind: list[str]) -> str:
        if code not in self.template.texts:
            return "gap"
        return "behind" if code in behind else "written"


def page_of(form: LookForm, templates: TemplateQuerySet) -> dict[str, Any]:
    """A hundred of them, and the ways to the next ones."""
    found = form.found(templates).select_related("team", "owner")
    number = form.cleaned_data.get("page") or 1
    start = (number - 1) * PAGE
    rows = list(found[start : start + PAGE + 1])
    names = dict(above().categories())
    return {
        "lines": [Line(one, names.get(one.category, "")) for one in rows[:PAGE]],
        "newer": _way(form, number - 1) if number > 1 else "",
        "older": _way(form, number + 1) if len(rows) > PAGE else "",
    }


def _way(form: LookForm, number: int) -> str:
    wish = {name: value for name, value in form.cleaned_data.items() if value}
    return f"?{urlencode(wish | {'page': number})}"
