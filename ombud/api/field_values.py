"""Custom fields over the API: described, read, and what is wrong named by its field."""

import binascii
from base64 import b64decode
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from mimetypes import guess_type
from typing import Any

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from ombud.api.errors import some_wrong, wrong
from ombud.api.schemas.fields import ChoiceOut, FieldOut, ShownIfOut
from ombud.tickets.models import Attachment, Entry
from ombud.tickets.models.attachment import store_blob
from ombud.workflows.forms import FieldsWrong
from ombud.workflows.models import FieldKind, FieldUse

BYTES = "application/octet-stream"
CHOOSING = {FieldKind.CHOICE, FieldKind.TREE}


@dataclass
class Given:
    """What a call gives the fields: values as they are read, and files beside them."""

    values: dict[str, Any]
    files: list["ContentFile[bytes]"] = field(default_factory=list)

    def keep_files(self, entry: Entry | None) -> None:
        """Uploaded files belong to the entry; their names stand in the fields."""
        for file in self.files if entry else []:
            content = file.read()
            Attachment.objects.create(
                entry=entry,
                filename=file.name or "file",
                content_type=guess_type(file.name or "")[0] or BYTES,
                size=len(content),
                digest=store_blob(content),
            )


def given(
    uses: Iterable[FieldUse], words: Mapping[str, Any], prefix: str = ""
) -> Given:
    """The values of a call; a file comes as {"filename", "content": base64}."""
    kinds = {use.field.slug: use.field for use in uses}
    found = Given(dict(words))
    for slug, value in words.items():
        one = kinds.get(slug)
        if one and one.kind == FieldKind.FILE and isinstance(value, Mapping):
            found.files.append(_file(value, prefix + slug, one.label))
            found.values[slug] = found.files[-1].name
    return found


def _file(value: Mapping[str, Any], place: str, label: str) -> "ContentFile[bytes]":
    name, content = value.get("filename"), value.get("content")
    if isinstance(name, str) and name.strip() and isinstance(content, str):
        try:
            name = name.replace("\\", "/").rpartition("/")[2][-255:]
            return ContentFile(b64decode(content, validate=True), name=name)
        except (binascii.Error, ValueError):
            pass
    words = _("%(field)s takes a file: its filename, and its content in base64.")
    raise wrong(place, words % {"field": label})


@contextmanager
def named(prefix: str = "") -> Iterator[None]:
    """Each field that is wrong stands in the answer under its own name."""
    try:
        yield
    except FieldsWrong as faults:
        raise some_wrong(faults.errors, prefix) from faults


def show_use(use: FieldUse) -> FieldOut:
    """A custom field, as an action or a form asks for it."""
    row = use.field
    shown_if = None
    if use.show_if_field:
        shown_if = ShownIfOut(field=use.show_if_field, values=use.show_if_values)
    return FieldOut(
        name=row.slug,
        label=row.label,
        kind=row.kind,
        required=use.required,
        help=row.help,
        choices=_choices(use) if row.kind in CHOOSING else None,
        shown_if=shown_if,
    )


def _choices(use: FieldUse) -> list[ChoiceOut]:
    return [ChoiceOut(value=key, name=name) for key, name in use.field.leaves()]
