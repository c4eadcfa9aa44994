"""What a new installation is asked for."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from ombud.users.forms import zone_choices
from ombud.workspace.setting_up import is_code, may_try, note_wrong_code


class SetUpForm(forms.Form):
    """The company and its owner; only with the code of whoever runs the machine."""

    company = forms.CharField(
        label=_("Company"),
        max_length=120,
        help_text=_("Customers see this name."),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=zone_choices)
    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Your e-mail"),
        help_text=_("You sign in with it."),
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        help_text=_("At least ten letters, figures or signs."),
        widget=forms.PasswordInput(
            attrs={"autocomplete": "new-password"}, render_value=True
        ),
    )
    code = forms.CharField(
        label=_("Set-up code"),
        max_length=40,
        help_text=_("Printed where Ombud was started, beside the address."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_email(self) -> str:
        """Addresses are kept in small letters."""
        return str(self.cleaned_data["email"]).lower()

    def clean_password(self) -> str:
        """As for everybody who signs in."""
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password

    def clean_code(self) -> str:
        """Only the right one, and not by guessing."""
        code: str = self.cleaned_data["code"]
        if not may_try():
            raise forms.ValidationError(
                _("Too many tries. Wait ten minutes, then try again.")
            )
        if not is_code(code):
            note_wrong_code()
            raise forms.ValidationError(
                _("This is not the code. It stands where Ombud was started.")
            )
        return code

    def values(self) -> dict[str, Any]:
        """What the verb takes."""
        return {name: v for name, v in self.cleaned_data.items() if name != "code"}
