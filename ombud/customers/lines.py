"""Several addresses, phones or numbers in one box: one a line, the main one first."""

import re
from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from ombud.lib.phone import normalise

MOST = 50
# A value, and what kind of it in brackets: +420 601 000 142 (mobile).
LABELLED = re.compile(r"(?P<value>[^()]*?)\s*(?:\((?P<label>[^()]{1,40})\))?\s*$")
TRUNK = re.compile(r"\(0\)")


class LinesField(forms.CharField):
    """One a line; each is cleaned by itself, and named where it is wrong."""

    def __init__(self, *, rows: int = 2, **options: Any) -> None:
        """Never required: nobody must have any."""
        lines = forms.Textarea(attrs={"rows": rows, "spellcheck": "false"})
        super().__init__(required=False, widget=lines, **options)

    def clean(self, value: object) -> list[tuple[str, str]]:
        """(value, label) of each line; a label may be missing."""
        text = str(super().clean(value) or "")
        lines = [line.strip() for line in re.split(r"[\n;,]", text) if line.strip()]
        if len(lines) > MOST:
            raise ValidationError(_("Keep it to fifty."))
        return list(self._read(lines))

    def _read(self, lines: list[str]) -> Iterator[tuple[str, str]]:
        for line in lines:
            yield self.read(line)

    def read(self, line: str) -> tuple[str, str]:
        """One line."""
        return line, ""


class EmailsField(LinesField):
    """E-mail addresses."""

    def read(self, line: str) -> tuple[str, str]:
        """An address, or a sentence that it is none."""
        try:
            validate_email(line)
        except ValidationError as error:
            raise ValidationError(no_address(line)) from error
        return line, ""


class PhonesField(LinesField):
    """Phone numbers, in any notation; `region` says where one dials."""

    region = ""

    def read(self, line: str) -> tuple[str, str]:
        """E.164 and what kind of phone it is, or a sentence that it is none."""
        found = LABELLED.match(TRUNK.sub("", line))
        value, label = (found["value"], found["label"] or "") if found else (line, "")
        number = normalise(value, self.region)
        if not number:
            raise ValidationError(no_phone(line))
        return number, label


class AccountsField(LinesField):
    """Customer numbers, each of which shop: "10023 (eshop)"."""

    def read(self, line: str) -> tuple[str, str]:
        """The number, and the shop where there are several."""
        found = LABELLED.match(line)
        number, shop = (found["value"], found["label"] or "") if found else (line, "")
        if not number or len(number) > 60:
            raise ValidationError(_("“%(line)s” is no number.") % {"line": line})
        return number, shop


def no_address(line: str) -> str:
    """The sentence about it."""
    return _("“%(line)s” is no e-mail address.") % {"line": line}


def no_phone(line: str) -> str:
    """The sentence about it."""
    return _("“%(line)s” is no phone number. Write +420 601 000 142.") % {"line": line}
