"""A file to bring in, and how it is to be understood."""

from collections.abc import Iterator, Sequence
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal
from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from ombud.lib.readings import LOCALES
from ombud.lib.tables import ENCODINGS, NotATable, Why
from ombud.sources.kinds import find_kind, kinds_for
from ombud.sources.models import Import
from ombud.sources.models.imports import MOST_BYTES
from ombud.users.models import User

COLUMN = "column-"
SEPARATORS = {
    ";": _lazy("Semicolon ;"),
    ",": _lazy("Comma ,"),
    "\t": _lazy("Tab"),
    "|": _lazy("Bar |"),
}
CHARSETS = {
    "utf-8": _lazy("Unicode (UTF-8)"),
    "cp1250": _lazy("Central European (Windows 1250)"),
    "cp1252": _lazy("Western European (Windows 1252)"),
    "cp1253": _lazy("Greek (Windows 1253)"),
    "iso8859-2": _lazy("Central European (ISO 8859-2)"),
    "iso8859-7": _lazy("Greek (ISO 8859-7)"),
    "utf-16": _lazy("Unicode (UTF-16)"),
}
WORDS = {
    Why.EMPTY: _lazy("There is nothing in this file."),
    Why.BROKEN: _lazy("This file cannot be read as a table. Save it as CSV or XLSX."),
    Why.OLD: _lazy("This is an old Excel file. Save it as XLSX or CSV."),
    Why.LARGE: _lazy("This workbook is too large to read at once. Save it as CSV."),
}


class UploadForm(forms.Form):
    """Which file, and what it holds."""

    kind = forms.ChoiceField(label=_lazy("What it holds"))
    file = forms.FileField(
        label=_lazy("File"),
        help_text=_lazy("CSV or XLSX, with headings in the first row."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
        error_messages={
            "required": _lazy("Choose a file."),
            "empty": _lazy("There is nothing in this file."),
        },
    )
    use_required_attribute = False

    def __init__(self, *args: Any, by: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.by = by
        choices = [(kind.slug, kind.label) for kind in kinds_for(by)]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]

    def clean_file(self) -> "UploadedFile[bytes]":
        """Not so large that it would fill the disk."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            words = _("Files may have up to %(most)s MB. Divide this one.")
            raise forms.ValidationError(words % {"most": MOST_BYTES // 2**20})
        return file

    def keep(self) -> Import | None:
        """The import, not begun; None, with an error, where the file is no table."""
        kind = find_kind(self.cleaned_data["kind"])
        try:
            if kind:
                return Import.objects.begin(self.cleaned_data["file"], kind, by=self.by)
        except NotATable as no:
            self.add_error("file", str(WORDS[no.why]))
        return None


class PlanForm(forms.Form):
    """How a file is to be understood: charset, separator, country, columns."""

    def __init__(self, one: Import, data: Any = None) -> None:
        super().__init__(data, prefix=None)
        self.one = one
        for name, label, choices in _choices(one):
            self.fields[name] = forms.ChoiceField(label=label, choices=choices)
        self.fields["currency"] = forms.RegexField(
            r"^[A-Za-z]{3}$",
            label=_("Currency where none is named"),
            error_messages={"invalid": _("Write three letters, such as EUR.")},
        )
        for place, heading in enumerate(one.headings):
            self.fields[f"{COLUMN}{place}"] = forms.ChoiceField(
                label=heading or _("Column %(number)s") % {"number": place + 1},
                choices=_columns(one),
                required=False,
            )
        self.initial = self._known()

    def clean(self) -> dict[str, Any]:
        """Each column once."""
        data = super().clean() or {}
        names = [
            data.get(f"{COLUMN}{place}") for place in range(len(self.one.headings))
        ]
        told = [name for name in names if name]
        for place, name in enumerate(names):
            if name and told.count(name) > 1 and names.index(name) != place:
                self.add_error(
                    f"{COLUMN}{place}", _("Another column means this already.")
                )
        return data

    def arrange(self) -> None:
        """As it was chosen."""
        data = dict(self.cleaned_data)
        places = range(len(self.one.headings))
        mapping = [data.pop(f"{COLUMN}{place}", "") for place in places]
        data["currency"] = data["currency"].upper()
        self.one.arrange(mapping=mapping, **data)

    @property
    def is_as_shown(self) -> bool:
        """Whether the file is cut as before: its columns are those on the page."""
        names = ("encoding", "delimiter", "sheet")
        return not any(name in self.changed_data for name in names)

    def columns(self) -> Iterator[forms.BoundField]:
        """What each column means."""
        return (self[f"{COLUMN}{place}"] for place in range(len(self.one.headings)))

    def _known(self) -> dict[str, Any]:
        one = self.one
        layout = one.of
        known = {
            "encoding": layout.encoding,
            "delimiter": layout.delimiter,
            "sheet": layout.sheet,
            "locale": one.locale,
            "currency": one.currency,
        }
        return known | {f"{COLUMN}{n}": name for n, name in enumerate(one.mapping)}


def _choices(one: Import) -> Iterator[tuple[str, str, Sequence[tuple[str, Any]]]]:
    if one.of.format == "csv":
        yield "encoding", _("Charset"), [(name, CHARSETS[name]) for name in ENCODINGS]
        yield "delimiter", _("Separator"), list(SEPARATORS.items())
    elif len(one.of.sheets) > 1:
        yield "sheet", _("Sheet"), [(name, name) for name in one.of.sheets]
    yield "locale", _("Dates and numbers"), [(name, _example(name)) for name in LOCALES]


def _example(name: str) -> str:
    """As they write there: Čeština, 25.11.2026, 1 234,50."""
    locale = Locale.parse(name)
    day = format_date(timezone.localdate(), "short", locale=locale)
    number = format_decimal(1234.5, "#,##0.00", locale=locale)
    called = locale.display_name or name
    return f"{called[:1].upper()}{called[1:]}: {day}, {number}"


def _columns(one: Import) -> list[tuple[str, Any]]:
    kind = one.what
    return (
        [("", _("Leave out")), *((c.name, c.label) for c in kind.columns)]
        if kind
        else []
    )
