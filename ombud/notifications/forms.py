"""What one wants to hear of: a table of checkboxes and choices."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ombud.notifications.alarms import events_for
from ombud.notifications.models import Event, Mail, Preferences, Wish

HOURS = [(hour, f"{hour}:00") for hour in range(24)]


@dataclass(frozen=True, slots=True)
class Row:
    """One event with its two fields."""

    label: str
    in_app: forms.BoundField
    mail: forms.BoundField


class PreferencesForm(forms.Form):
    """By which ways one hears of each event."""

    digest_hour = forms.TypedChoiceField(
        label=_("The daily mail comes at"), choices=HOURS, coerce=int
    )

    def __init__(self, *args: Any, preferences: Preferences, **kwargs: Any) -> None:
        self.preferences = preferences
        super().__init__(*args, **kwargs)
        self.initial["digest_hour"] = preferences.digest_hour
        self.events = events_for(preferences.user)
        for event in self.events:
            self._add(event, preferences.wish(event))

    def _add(self, event: Event, wish: Wish) -> None:
        self.fields[f"app-{event}"] = forms.BooleanField(
            required=False,
            initial=wish.in_app,
            widget=forms.CheckboxInput(
                attrs={"aria-label": f"{event.label}: {_('In Ombud')}"}
            ),
        )
        self.fields[f"mail-{event}"] = forms.ChoiceField(
            required=False,
            initial=wish.mail,
            choices=Mail.choices,
            widget=forms.Select(attrs={"aria-label": f"{event.label}: {_('By mail')}"}),
        )

    @property
    def rows(self) -> Iterator[Row]:
        """One for each event."""
        for event in self.events:
            yield Row(str(event.label), self[f"app-{event}"], self[f"mail-{event}"])

    def save(self) -> None:
        """Keep what was chosen."""
        chosen = self.cleaned_data
        wishes = {
            event: Wish(chosen[f"app-{event}"], chosen[f"mail-{event}"])
            for event in self.events
        }
        self.preferences.keep(wishes, chosen["digest_hour"])
