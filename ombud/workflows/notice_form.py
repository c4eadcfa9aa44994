"""What is sent out: to whom, and in which words of which language."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ombud.lib.liquid import TemplateWrong, variables_of
from ombud.users.models import User
from ombud.workflows.drafting import Row
from ombud.workflows.models import Recipient
from ombud.workflows.words import KNOWN

WHOSE = {Recipient.AGENT, Recipient.ADDRESS}


@dataclass(frozen=True, slots=True)
class TextFields:
    """Subject and text in one language."""

    code: str
    name: str
    subject: forms.BoundField
    body: forms.BoundField

    @property
    def is_open(self) -> bool:
        """Whether there is anything to see."""
        return bool(self.body.value() or self.subject.value() or self.body.errors)


class NoticeForm(forms.Form):
    """One notice."""

    recipients = forms.MultipleChoiceField(
        label=_("To"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[one for one in Recipient.choices if one[0] not in WHOSE],
    )
    agents = forms.MultipleChoiceField(
        label=_("Named agents"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    addresses = forms.CharField(
        label=_("Other addresses"),
        max_length=1000,
        required=False,
        help_text=_("With commas between them."),
    )

    def __init__(
        self, *args: Any, notice: Row, fields: Iterable[str] = (), **kwargs: Any
    ) -> None:
        """`notice`: as the plan has it by now; `fields`: keys of custom fields."""
        self.known = KNOWN | {f"fields.{slug}" for slug in fields}
        kwargs["initial"] = _initial(notice)
        super().__init__(*args, **kwargs)
        self.codes = languages_of(notice)
        agents = [(one.email, one.name) for one in User.objects.agents()]
        self.fields["agents"].choices = agents  # type: ignore[attr-defined]
        for code in self.codes:
            self.fields[f"subject_{code}"] = forms.CharField(
                label=_now("Subject"), max_length=300, required=False
            )
            self.fields[f"body_{code}"] = forms.CharField(
                label=_now("Text"),
                max_length=20_000,
                required=False,
                widget=forms.Textarea(attrs={"rows": 8}),
            )

    @property
    def languages(self) -> Iterator[TextFields]:
        """The fields of each language."""
        for code, name in self.codes.items():
            yield TextFields(code, name, self[f"subject_{code}"], self[f"body_{code}"])

    def clean_addresses(self) -> list[str]:
        """Those that mail can go to."""
        words = (word.strip() for word in self.cleaned_data["addresses"].split(","))
        found = [word for word in words if word]
        for address in found:
            try:
                validate_email(address)
            except ValidationError:
                sentence = _now("“%(name)s” is no e-mail address.")
                raise ValidationError(sentence % {"name": address}) from None
        return found

    def clean(self) -> dict[str, Any]:
        """It goes to somebody, and says something that can be read."""
        data = super().clean() or {}
        if not self.to and "addresses" not in self.errors:
            self.add_error("recipients", _now("Say to whom it goes."))
        if not self.texts:
            first = next(iter(self.codes))
            sentence = _now("A notice needs its text in one language at least.")
            self.add_error(f"body_{first}", sentence)
        for code, text in self.texts.items():
            self._check(f"subject_{code}", text["subject"])
            self._check(f"body_{code}", text["body"])
        return data

    def _check(self, name: str, text: str) -> None:
        try:
            used = variables_of(text)
        except TemplateWrong as wrong:
            sentence = _now("The text cannot be read: %(why)s.")
            self.add_error(name, sentence % {"why": wrong})
            return
        for word in sorted(used - self.known):
            sentence = _now("There is no placeholder “%(name)s”.")
            self.add_error(name, sentence % {"name": word})

    @property
    def to(self) -> list[str]:
        """As the plan says it."""
        data = self.cleaned_data
        return [
            *data.get("recipients", []),
            *(f"{Recipient.AGENT}:{email}" for email in data.get("agents", [])),
            *(f"{Recipient.ADDRESS}:{one}" for one in data.get("addresses", [])),
        ]

    @property
    def texts(self) -> dict[str, dict[str, str]]:
        """Those that say something."""
        data = self.cleaned_data
        return {
            code: {
                "subject": data.get(f"subject_{code}", ""),
                "body": data[f"body_{code}"].replace("\r\n", "\n"),
            }
            for code in self.codes
            if data.get(f"body_{code}")
        }


def _initial(notice: Row) -> Row:
    found: Row = {"recipients": [], "agents": []}
    addresses = []
    for one in notice.get("to", []):
        kind, _colon, whose = one.partition(":")
        if kind == Recipient.AGENT:
            found["agents"].append(whose)
        elif kind == Recipient.ADDRESS:
            addresses.append(whose)
        else:
            found["recipients"].append(one)
    for code, text in notice.get("texts", {}).items():
        found[f"subject_{code}"] = text.get("subject", "")
        found[f"body_{code}"] = text.get("body", "")
    return found | {"addresses": ", ".join(addresses)}


def languages_of(notice: Row) -> dict[str, str]:
    """{code: name} of ours, and of others in which a notice is written already."""
    ours = {code.partition("-")[0]: str(name) for code, name in settings.LANGUAGES}
    return ours | {code: code for code in notice.get("texts", {}) if code not in ours}
