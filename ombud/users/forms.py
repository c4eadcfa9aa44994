"""What people tell about themselves, and what those who manage people decide."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.core.validators import MinValueValidator
from django.utils.text import slugify
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ombud.core.countries import country_choices
from ombud.core.models import Installation
from ombud.users.models import Helpdesk, Role, Team, Tier, User
from ombud.users.people import agents_or
from ombud.users.permissions import Permission


def language_choices() -> list[tuple[str, str]]:
    """The languages on offer, each in its own words."""
    return [("", str(_("As the company"))), *settings.LANGUAGES]


def zone_choices() -> list[tuple[str, str]]:
    """All zones of the world that are places."""
    names = sorted(name for name in available_timezones() if _is_place(name))
    return [(name, name.replace("_", " ")) for name in ["UTC", *names]]


def _is_place(name: str) -> bool:
    return "/" in name and not name.startswith(("Etc/", "SystemV/", "US/"))


class ProfileForm(forms.ModelForm):  # type: ignore[type-arg]  # needs run-time stubs
    """One's own name, language, time, looks and signature."""

    class Meta:
        model = User
        fields = [
            "name",
            "language",
            "time_zone",
            "theme",
            "single_keys",
            "signature",
        ]
        help_texts = {
            "signature": _("Below what you write, after the team's signature."),
            "single_keys": _("R replies, J and K walk through the list, ? shows all."),
        }
        widgets = {"signature": forms.Textarea(attrs={"rows": 4})}

    language = forms.ChoiceField(
        label=_("Language"), choices=language_choices, required=False
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zones = [("", str(_("As the company"))), *zone_choices()]
        self.fields["time_zone"].choices = zones  # type: ignore[attr-defined]


class TokenForm(forms.Form):
    """What a new token is for."""

    name = forms.CharField(
        label=_("What is it for?"),
        max_length=80,
        help_text=_("The program that will use it."),
    )


class PersonForm(forms.ModelForm):  # type: ignore[type-arg]  # needs run-time stubs
    """An agent, as those who manage people see them."""

    class Meta:
        model = User
        fields = ["name", "email", "roles", "is_active"]
        widgets = {"roles": forms.CheckboxSelectMultiple}
        help_texts = {
            "is_active": _("Whoever leaves keeps their name on what they wrote."),
        }
        error_messages = {
            "email": {"unique": _("Somebody with this address is already here.")},
        }

    teams = forms.ModelMultipleChoiceField(
        Team.objects.all(),
        label=_("Teams"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        self._by = by
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["teams"] = self.instance.teams.all()

    def clean_email(self) -> str:
        """Addresses are kept in small letters."""
        return str(self.cleaned_data["email"]).lower()

    def clean(self) -> dict[str, Any]:
        """Nobody locks themselves out by accident."""
        cleaned = super().clean() or {}
        if self.instance == self._by and not self._still_manages(cleaned):
            raise forms.ValidationError(
                _("You would lock yourself out. Ask another owner to change this.")
            )
        return cleaned

    def _still_manages(self, cleaned: dict[str, Any]) -> bool:
        roles = cleaned.get("roles") or []
        manages = any(Permission.MANAGE_PEOPLE in role.permissions for role in roles)
        return bool(cleaned.get("is_active")) and manages

    def _save_m2m(self) -> None:
        super()._save_m2m()  # type: ignore[misc]  # the stubs do not know it
        self.instance.teams.set(self.cleaned_data["teams"])


class SluggedForm:
    """Gives a new thing the short name that its address carries."""

    instance: Any

    def save_with_slug(self) -> Any:
        """A slug of the name, with a number where it is taken."""
        if not self.instance.slug:
            self.instance.slug = self._free_slug()
        return self.save()  # type: ignore[attr-defined]  # of the ModelForm beside

    def _free_slug(self) -> str:
        start = slugify(self.instance.name)[:70] or "x"
        taken = set(
            type(self.instance)
            .objects.filter(slug__startswith=start)
            .values_list("slug", flat=True)
        )
        numbered = (f"{start}-{number}" for number in range(2, len(taken) + 3))
        return next(slug for slug in (start, *numbered) if slug not in taken)


class TeamForm(SluggedForm, forms.ModelForm):  # type: ignore[type-arg]  # needs run-time stubs
    """A team: its name, its people, its signature."""

    class Meta:
        model = Team
        fields = ["name", "tier", "lead", "is_shift", "members", "signature"]
        widgets = {
            "members": forms.CheckboxSelectMultiple,
            "signature": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {
            "signature": _("Below what the team writes."),
            "tier": _("From one line to another a reason is asked for."),
            "is_shift": _("Only whoever is available may take the next ticket."),
        }
        error_messages = {
            "name": {"unique": _("There is already a team of this name.")}
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.filter(is_active=True)
        self.fields["members"].queryset = people  # type: ignore[attr-defined]
        self.fields["tier"] = forms.TypedChoiceField(
            label=_("Line"),
            choices=Tier.choices,
            coerce=int,
            empty_value="1",
            required=False,
            initial=Tier.FIRST,
            help_text=self.fields["tier"].help_text,
        )
        lead: Any = self.fields["lead"]
        lead.queryset, lead.empty_label = people, _("Nobody in particular")


class RoleForm(SluggedForm, forms.ModelForm):  # type: ignore[type-arg]  # needs run-time stubs
    """A role: its name and what it allows."""

    class Meta:
        model = Role
        fields = ["name", "permissions"]
        error_messages = {
            "name": {"unique": _("There is already a role of this name.")}
        }

    permissions = forms.MultipleChoiceField(
        label=_("Allows"),
        choices=Permission.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What one may do on a ticket, its workflow says."),
    )

    def clean_permissions(self) -> list[str]:
        """Somebody must be left who manages people."""
        wish: list[str] = self.cleaned_data["permissions"]
        if Permission.MANAGE_PEOPLE in wish or not self.instance.pk:
            return wish
        others = Role.objects.exclude(pk=self.instance.pk).filter(
            permissions__contains=[Permission.MANAGE_PEOPLE],
            users__is_active=True,
        )
        if not others.exists():
            raise forms.ValidationError(
                _("Nobody else manages people. Give that to another role first.")
            )
        return wish


class HelpdeskForm(forms.ModelForm):  # type: ignore[type-arg]  # needs run-time stubs
    """Who takes what nobody is responsible for, and when."""

    class Meta:
        model = Helpdesk
        fields = [
            "owner",
            "team",
            "takes_at_once",
            "reply_takes",
            "ownerless_hours",
            "take_back_hours",
        ]
        help_texts = {
            "owner": _("Owns what nobody else is responsible for."),
            "team": _("Where the ticket goes if they do not work in its own team."),
            "takes_at_once": _("Otherwise they wait in their team first."),
            "reply_takes": _("Shift M on the ticket gives it back to the team."),
            "ownerless_hours": _("Then the general helpdesk gets it. Empty: never."),
            "take_back_hours": _("Then it waits in its team again. Empty: never."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people: Any = self.fields["owner"]
        people.queryset = agents_or(self.instance.owner_id)
        people.empty_label = _("Nobody")
        self.fields["team"].empty_label = _("None")  # type: ignore[attr-defined]
        for name in ("ownerless_hours", "take_back_hours"):
            hours: Any = self.fields[name]
            hours.min_value, hours.widget.attrs["min"] = 1, 1
            hours.validators.append(MinValueValidator(1))

    def clean(self) -> dict[str, Any]:
        """Hours without anybody behind them would do nothing."""
        data = super().clean() or {}
        if data.get("ownerless_hours") and not data.get("owner"):
            self.add_error("owner", _now("Choose who gets what nobody has taken."))
        return data


class CompanyForm(forms.ModelForm):  # type: ignore[type-arg]  # needs run-time stubs
    """The company's name, language and time zone."""

    class Meta:
        model = Installation
        fields = ["name", "country", "language", "time_zone", "unstored_days"]

    country = forms.ChoiceField(
        label=_("Country"),
        choices=country_choices,
        required=False,
        help_text=_("Where customers dial who write no country code."),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=settings.LANGUAGES,
        help_text=_("For everybody who has not chosen another."),
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=zone_choices)
    unstored_days = forms.IntegerField(
        label=_("Days to keep who is not stored"),
        required=False,
        min_value=1,
        max_value=3650,
        help_text=_("After closing; then what is personal is erased."),
    )

    def clean_unstored_days(self) -> int:
        """As before where nothing is said."""
        days: int | None = self.cleaned_data["unstored_days"]
        return days or self.instance.unstored_days
