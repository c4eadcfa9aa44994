"""A form's field for any number of files."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _


class Files(forms.FileField):
    """Any number of files."""

    widget = forms.FileInput

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[Any]]":
        """Each of them; none is right too."""
        files = data if isinstance(data, list) else [data]
        return [super(Files, self).clean(file, initial) for file in files if file]


class FilesInput(forms.FileInput):
    """Gives all files of that name."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """All of them, where Django gives the last."""
        return files.getlist(name)


def named(file: "UploadedFile[Any]") -> str:
    """The name without a path; a pasted picture has none of its own."""
    return (file.name or _("file")).replace("\\", "/").rpartition("/")[2][-255:]
