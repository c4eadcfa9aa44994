"""Bodies that may be JSON, or a form with files."""

import json
from collections.abc import Sequence
from typing import Any, TypeAlias, TypeVar

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Schema
from ninja.parser import Parser

from ombud.api.errors import Problem, wrong
from ombud.lib.charsets import storable

S = TypeVar("S", bound=Schema)
Upload: TypeAlias = "UploadedFile[Any]"
LISTS = {"to", "cc", "bcc"}
MOST_FILES = 50


def read(request: HttpRequest, schema: type[S]) -> S:
    """The body, checked; files of a form are had from `files()`."""
    form = request.content_type in {
        "multipart/form-data",
        "application/x-www-form-urlencoded",
    }
    return schema.model_validate(_form(request) if form else _json(request))


def files(request: HttpRequest) -> list[Upload]:
    """The files of the form's field `attachments`."""
    found: list[Upload] = request.FILES.getlist("attachments")
    if len(found) > MOST_FILES:
        raise wrong("attachments", _("These are too many files for one message."))
    if sum(file.size or 0 for file in found) > settings.INTAKE_MAX_BYTES:
        raise Problem(413, _("These files are too large for one message."))
    return found


def described(schema: type[Schema]) -> dict[str, Any]:
    """For the OpenAPI page: the same fields as JSON, or as a form with files."""
    plain = schema.model_json_schema()
    form = {**plain, "properties": {**plain["properties"], **_FILES}}
    content = {"application/json": plain, "multipart/form-data": form}
    return {
        "requestBody": {
            "required": True,
            "content": {kind: {"schema": one} for kind, one in content.items()},
        }
    }


_FILES = {
    "attachments": {"type": "array", "items": {"type": "string", "format": "binary"}}
}


class StorableParser(Parser):
    """JSON without the NULs that it can name and no row can hold."""

    def parse_body(self, request: HttpRequest) -> Any:
        """What stands in the body, ready to be kept."""
        return _storable(json.loads(request.body))


def _storable(given: Any) -> Any:
    if isinstance(given, str):
        return storable(given)
    if isinstance(given, list):
        return [_storable(one) for one in given]
    if isinstance(given, dict):
        return {_storable(key): _storable(value) for key, value in given.items()}
    return given


def _json(request: HttpRequest) -> Any:
    try:
        return StorableParser().parse_body(request)
    except ValueError:
        raise Problem(400, _("The body is not JSON that can be read.")) from None


def _form(request: HttpRequest) -> dict[str, str | Sequence[str]]:
    return {
        name: _storable(
            request.POST.getlist(name) if name in LISTS else request.POST[name]
        )
        for name in request.POST
    }
