"""An absence, as people write it down."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ombud.users.models import Absence, AbsenceOverlaps, User
from ombud.users.people import workers

if TYPE_CHECKING:
    ModelForm = forms.ModelForm[Absence]
else:
    ModelForm = forms.ModelForm


class DayInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class AbsenceForm(ModelForm):
    """From when to when, and who stands in."""

    class Meta:
        model = Absence
        fields = ["first_day", "last_day", "substitute", "note", "hands_over"]
        widgets = {"first_day": DayInput, "last_day": DayInput}
        help_texts = {
            "substitute": _("Gets the new tickets of these days."),
            "hands_over": _("You see here what became of them, and take them back."),
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = self.instance.user = user
        others: Any = self.fields["substitute"]
        others.queryset = workers().exclude(pk=user.pk)
        others.empty_label = _("Nobody")

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first, and not in the past."""
        data = super().clean() or {}
        first, last = data.get("first_day"), data.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _now("The last day is before the first."))
        elif last and last < self.user.day_at():
            self.add_error("last_day", _now("These days are over already."))
        return data

    def plan(self) -> bool:
        """Keep it; False where it overlaps, and the form says so."""
        try:
            self.instance = Absence.objects.plan(self.user, **self.cleaned_data)
        except AbsenceOverlaps as overlap:
            self.add_error("first_day", str(overlap))
            return False
        return True
