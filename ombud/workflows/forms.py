"""An action's fields as a form: the page, bulk and the API all read by it."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from ombud.workflows.given import misshapen
from ombud.workflows.models.field import FieldKind, FieldUse
from ombud.workflows.values import as_data, form_field, stored

PREFIX = "fields"


class FieldsWrong(Exception):
    """What was given does not fit the fields: {field: sentence}."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__(" ".join(errors.values()))
        self.errors = errors


class FieldsForm(forms.Form):
    """The fields of an action, or of the form by which tickets are opened."""

    template_name = "workflows/_fields.html"

    def __init__(
        self,
        uses: Iterable[FieldUse],
        data: Any = None,
        files: Any = None,
        *,
        initial: Mapping[str, Any] | None = None,
        **options: Any,
    ) -> None:
        """`initial`: what the ticket has now."""
        self.known = dict(initial or {})
        super().__init__(data, files, initial=self.known, prefix=PREFIX, **options)
        # What is hidden in the browser would keep it from sending the form.
        self.use_required_attribute = False
        self.uses = list(uses)
        for use in self.uses:
            slug = use.field.slug
            self.fields[slug] = form_field(use.field, required=use.required)

    @classmethod
    def of(
        cls,
        uses: Iterable[FieldUse],
        given: Mapping[str, Any],
        *,
        known: Mapping[str, Any] | None = None,
    ) -> "FieldsForm":
        """The form as if it had been sent with these stored or foreign values.

        A file that is named here is kept already; its name stands for it.
        """
        uses = list(uses)
        data: dict[str, Any] = {}
        for use in uses:
            slug = use.field.slug
            value = given.get(slug, (known or {}).get(slug))
            data.update(as_data(use.field, f"{PREFIX}-{slug}", value))
        form = cls(uses, data, MultiValueDict(), initial=known)
        for use in uses:
            if use.field.kind == FieldKind.FILE:
                form.fields[use.field.slug] = forms.CharField(required=use.required)
        return form

    def clean(self) -> dict[str, Any]:
        """What is hidden beside the others is not asked for."""
        values = {slug: stored(value) for slug, value in self.cleaned_data.items()}
        for use in self.uses:
            if not self.shows(use, values):
                self.cleaned_data[use.field.slug] = None
                self.errors.pop(use.field.slug, None)
        return self.cleaned_data

    @property
    def values(self) -> dict[str, Any]:
        """What was filled in, as it is kept; what is hidden is left alone."""
        kept = {slug: stored(value) for slug, value in self.cleaned_data.items()}
        return {
            use.field.slug: kept.get(use.field.slug)
            for use in self.uses
            if self.shows(use, kept)
        }

    @property
    def rows(self) -> list[tuple[FieldUse, forms.BoundField]]:
        """Each use with its field, as the page draws them.

        What depends on a field that is not asked for here is drawn or not.
        """
        drawn = [
            use
            for use in self.uses
            if use.show_if_field in self.fields or self.shows(use, {})
        ]
        return [(use, self[use.field.slug]) for use in drawn]

    def shows(self, use: FieldUse, values: Mapping[str, Any]) -> bool:
        """Beside what is filled in, and what the ticket has of the rest."""
        return use.is_shown({**self.known, **values})


def read(
    uses: Iterable[FieldUse],
    given: Mapping[str, Any],
    *,
    known: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """The values as they are kept; raises FieldsWrong. `known`: what stands already."""
    uses = list(uses)
    strange = set(given) - {use.field.slug for use in uses}
    if strange:
        raise FieldsWrong({name: _strange(name) for name in sorted(strange)})
    if not uses:
        return {}
    if wrong := misshapen(uses, given):
        raise FieldsWrong(wrong)
    form = FieldsForm.of(uses, given, known=known)
    if not form.is_valid():
        raise FieldsWrong({name: str(said[0]) for name, said in form.errors.items()})
    return form.values


def _strange(name: str) -> str:
    return _("There is no field “%(name)s” here.") % {"name": name[:60]}
