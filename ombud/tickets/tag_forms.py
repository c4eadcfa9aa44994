"""A tag's name and colour, and into which other one it goes."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ombud.tickets.models import Tag
from ombud.tickets.models.tag import HUES
from ombud.tickets.tags import LENGTH, cleaned


class TagForm(forms.Form):
    """What it is called, and its colour."""

    name = forms.CharField(
        label=_("Name"),
        max_length=LENGTH,
        help_text=_("A renamed tag is still found by its former name."),
    )
    hue = forms.TypedChoiceField(
        label=_("Colour"),
        coerce=lambda hue: int(hue or 0),
        required=False,
        widget=forms.RadioSelect,
        choices=[(hue, str(hue)) for hue in range(HUES + 1)],
    )

    def __init__(self, data: Any = None, *, tag: Tag) -> None:
        super().__init__(data, initial={"name": tag.name, "hue": tag.hue})
        self.tag = tag

    def clean_name(self) -> str:
        """No two are called the same, however they are written."""
        found = cleaned(self.cleaned_data["name"].split("\n"))
        if not found:
            raise forms.ValidationError(_now("A tag needs a word."))
        twins = Tag.objects.filter(name__iexact=found[0]).exclude(pk=self.tag.pk)
        if twin := twins.first():
            raise forms.ValidationError(
                _now("There is already a tag “%(name)s”. Merge the two instead.")
                % {"name": twin.name}
            )
        return found[0]

    def keep(self) -> Tag:
        """As it is called and coloured now."""
        chosen = self.cleaned_data
        self.tag.keep(name=chosen["name"], hue=chosen["hue"] or 0)
        return self.tag


class MergeForm(forms.Form):
    """Into which other tag it goes."""

    into = forms.ModelChoiceField(
        Tag.objects.none(),
        label=_("It goes into"),
        empty_label=_("Choose a tag"),
    )

    def __init__(self, *args: Any, tag: Tag, **options: Any) -> None:
        super().__init__(*args, **options)
        into: Any = self.fields["into"]
        into.queryset = Tag.objects.exclude(pk=tag.pk)
