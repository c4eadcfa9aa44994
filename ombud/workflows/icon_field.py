"""Choosing an icon by looking at it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ombud.core.icons import is_icon

NO_ICON = _("There is no icon of this name. “truck” is one.")
# What companies do with matters; a file may name any other of lucide's.
NAMES = """
reply message-square mail send forward phone at-sign bell
user user-plus user-check users hand handshake building-2 circle-user
check check-check circle-check x circle-x ban thumbs-up thumbs-down
play pause hourglass clock alarm-clock calendar rotate-ccw refresh-cw
package package-check package-open package-x package-search truck warehouse store
banknote coins credit-card receipt percent wallet shopping-cart gift
wrench hammer settings clipboard-list clipboard-check file-text file-check paperclip
search eye microscope stethoscope stamp scale gavel signature
triangle-alert shield-check shield-alert flag star heart lightbulb zap
inbox archive trash-2 lock tag map-pin globe workflow
"""
OFFERED = tuple(NAMES.split())
NONE = _("No icon")


class IconField(forms.ChoiceField):
    """One of those that are offered, or the one that is there already."""

    widget = forms.RadioSelect

    def __init__(self, **options: Any) -> None:
        choices = [("", NONE), *((name, name) for name in OFFERED)]
        super().__init__(
            label=_("Icon"),
            required=False,
            choices=choices,
            error_messages={"invalid_choice": NO_ICON},
            **options,
        )

    def valid_value(self, value: object) -> bool:
        """Whatever can be drawn."""
        return is_icon(str(value))

    def offer_also(self, name: str) -> None:
        """Another one, which a file has brought."""
        if name and name not in OFFERED:
            self.choices = [("", NONE), *((one, one) for one in (*OFFERED, name))]
