"""Files from anybody: few, not too large, and never more than their bytes."""

from collections.abc import Iterable
from typing import Any, TypeAlias

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ombud.lib.file_kinds import kind_of
from ombud.lib.filenames import safe_name
from ombud.lib.mail import Part

File: TypeAlias = "UploadedFile[Any]"
MOST_FILES = 10
MOST_MEGABYTES = 25
LIMITS = gettext_lazy("Up to 10 files, 25 MB together.")


class FilesInput(forms.ClearableFileInput):
    """Several at once."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class FilesField(forms.FileField):
    """All files of one control; too many or too much is said in one sentence."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        """A list."""
        given = [one for one in _listed(data) if one]
        if self.required and not given:
            raise forms.ValidationError(self.error_messages["required"])
        check(given)
        return given


def check(files: Iterable[File]) -> None:
    """Raises the sentence where it is too much."""
    files = list(files)
    size = sum(one.size or 0 for one in files)
    if len(files) > MOST_FILES or size > MOST_MEGABYTES * 1024 * 1024:
        raise forms.ValidationError(
            _("That is too much at once: %(files)s files of %(size)s MB. %(limits)s")
            % {
                "files": len(files),
                "size": round(size / 1024 / 1024) or 1,
                "limits": LIMITS,
            }
        )


def parts_of(files: Iterable[File]) -> tuple[Part, ...]:
    """As a letter would bring them."""
    return tuple(_part(one) for one in files)


def _part(file: File) -> Part:
    content, name = file.read(), safe_name(file.name or "file")
    return Part(
        filename=name,
        content_type=kind_of(name, content),
        content=content,
        inline=False,
        content_id="",
    )


def _listed(data: Any) -> list[Any]:
    if isinstance(data, list | tuple):
        return list(data)
    return [data] if data else []
