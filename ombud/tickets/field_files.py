"""Files that were uploaded into custom fields: they belong to the entry."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from ombud.tickets.models import Attachment, Entry
from ombud.tickets.models.attachment import store_blob
from ombud.workflows.forms import FieldsForm


def keep_files(form: FieldsForm, entry: Entry) -> None:
    """Each uploaded file with the entry; its name stands in the field."""
    for use in form.uses:
        file = form.cleaned_data.get(use.field.slug)
        if isinstance(file, UploadedFile):
            _keep(file, entry)


@transaction.atomic
def _keep(file: "UploadedFile[Any]", entry: Entry) -> None:
    file.seek(0)
    content = file.read()
    Attachment.objects.create(
        entry=entry,
        filename=(file.name or _("file"))[-255:],
        content_type=(file.content_type or "application/octet-stream")[:255],
        size=len(content),
        digest=store_blob(content),
    )
