"""Idempotency-Key: a call that is sent twice takes effect once."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ombud.api.auth import ApiRequest
from ombud.api.errors import Problem
from ombud.api.models import OnceKey, digest_of

HEADER = "Idempotency-Key"
MOST = 255


def once(request: ApiRequest, wish: Any, make: Callable[[], int]) -> tuple[int, bool]:
    """The id of what `make` made, now or at the first call; and whether it was now.

    All in one transaction: a call that fails leaves its key free.
    """
    key = request.headers.get(HEADER, "")
    if len(key) > MOST:
        raise Problem(400, _("The Idempotency-Key may have at most 255 letters."))
    with transaction.atomic():
        if not key:
            return make(), True
        return _keyed(request, key, digest_of([request.path, wish]), make)


def _keyed(
    request: ApiRequest, key: str, wish: str, make: Callable[[], int]
) -> tuple[int, bool]:
    row, is_new = OnceKey.objects.claim(request.auth.pk, key, wish)
    if row.wish != wish:
        raise Problem(
            422, _("This Idempotency-Key was used for another call. Use a new one.")
        )
    if is_new or row.made is None:
        row.keep(make())
    return row.made or 0, is_new
