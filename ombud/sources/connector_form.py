"""A connected system as those who may set it up write it down."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ombud.sources.drivers import Noun
from ombud.sources.models import Connector

if TYPE_CHECKING:
    ModelForm = forms.ModelForm[Connector]
else:
    ModelForm = forms.ModelForm

KEPT = _("Kept encrypted. Leave it empty to keep the one that is stored.")
# With another of these the old place means nothing.
WHERE = {"driver", "url", "database"}


class ConnectorForm(ModelForm):
    """Where it is, who asks, for what, how often."""

    nouns = forms.MultipleChoiceField(
        label=_("What is asked for"),
        choices=Noun.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one.")},
    )
    minutes = forms.IntegerField(
        label=_("Ask every so many minutes"), min_value=1, max_value=1440
    )
    silence_minutes = forms.IntegerField(
        label=_("Alarm after minutes of silence"), min_value=5, max_value=100_000
    )
    use_required_attribute = False

    class Meta:
        model = Connector
        fields = [
            "name",
            "driver",
            "url",
            "database",
            "user",
            "password",
            "verify_certificate",
            "nouns",
            "minutes",
            "silence_minutes",
            "enabled",
        ]
        widgets = {
            "user": forms.TextInput(attrs={"autocomplete": "off"}),
            "password": forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        }
        help_texts = {
            "name": _("Shown beside everything that comes from there."),
            "url": _("Such as https://erp.example.com:8000."),
            "user": _("One that may read, and nothing else, is enough."),
            "verify_certificate": _(
                "Switch it off only for a server of your own with its own certificate."
            ),
            "enabled": _("Switched off, it is not asked; what is here stays."),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["database"].required = True
        if self.instance.pk is None:
            self.initial["nouns"] = list(Noun.values)
        else:
            self.fields["password"].help_text = KEPT

    def clean_password(self) -> str:
        """The stored one where none is written, for the same server only."""
        written: str = self.cleaned_data["password"]
        if written:
            return written
        known = Connector.objects.filter(pk=self.instance.pk).first()
        # To another address it would be given away.
        if known and known.url == self.cleaned_data.get("url"):
            return str(known.password)
        raise forms.ValidationError(_now("Write the password of this user."))

    def save(self, commit: bool = True) -> Connector:  # noqa: FBT001, FBT002  # Django's
        """From the beginning where it is another system now; asked at once."""
        one = super().save(commit=False)
        if WHERE & set(self.changed_data):
            one.cursors = {}
        one.next_at = timezone.now()
        if commit:
            one.save()
        return one
