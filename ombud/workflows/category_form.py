"""A category, and where its tickets go when it is removed."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ombud.workflows.models import Category

if TYPE_CHECKING:
    ModelForm = forms.ModelForm[Category]
else:
    ModelForm = forms.ModelForm


class CategoryForm(ModelForm):
    """Its name, where it stands, and which team takes it."""

    class Meta:
        model = Category
        fields = ["name", "parent", "team", "position"]
        help_texts = {
            "team": _("Its new tickets wait there. Empty: as the category above."),
            "position": _("Among those beside it; the smallest comes first."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        below = Category.objects.below(self.instance.slug) if self.instance.pk else []
        above: Any = self.fields["parent"]
        above.queryset = Category.objects.exclude(pk__in=below)
        above.empty_label = _("None: it stands on top")
        paths = {one.pk: one.path for one in Category.objects.tree()}
        above.label_from_instance = lambda one: paths.get(one.pk, one.name)
        team: Any = self.fields["team"]
        team.empty_label = _("No team of its own")

    def clean(self) -> dict[str, Any]:
        """Beside each other no two have the same name."""
        data = super().clean() or {}
        twins = Category.objects.filter(
            name__iexact=data.get("name", ""), parent=data.get("parent")
        )
        if twins.exclude(pk=self.instance.pk).exists():
            self.add_error("name", _now("There is already a category of this name."))
        return data

    def keep(self) -> Category:
        """With a short name for addresses, made once."""
        category: Category = self.save(commit=False)
        category.slug = category.slug or _free_slug(category.name)
        category.keep()
        return category


class RemovalForm(forms.Form):
    """To which category its tickets go."""

    to = forms.ModelChoiceField(
        Category.objects.none(),
        label=_("Its tickets go to"),
        required=False,
        empty_label=_("No category"),
    )

    def __init__(self, *args: Any, category: Category, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        to: Any = self.fields["to"]
        to.queryset = Category.objects.exclude(pk=category.pk)
        paths = {one.pk: one.path for one in Category.objects.tree()}
        to.label_from_instance = lambda one: paths.get(one.pk, one.name)


def _free_slug(name: str) -> str:
    start = slugify(name)[:70] or "category"
    taken = set(
        Category.objects.filter(slug__startswith=start).values_list("slug", flat=True)
    )
    # An address of its own stands under /settings/categories/new/.
    numbered = (f"{start}-{number}" for number in range(2, len(taken) + 4))
    free = (slug for slug in (start, *numbered) if slug not in taken | {"new"})
    return next(free)
