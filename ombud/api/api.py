"""The REST API: its version, who may call it, how it answers."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI

from ombud.api import errors
from ombud.api.auth import Bearer
from ombud.api.bodies import StorableParser
from ombud.api.routers import (
    actions,
    attachments,
    channels,
    customers,
    entries,
    links,
    merges,
    people,
    records,
    replies,
    sales,
    sleep,
    tags,
    templates,
    tickets,
    workflows,
)
from ombud.api.routers import (
    bin as bin_calls,
)

View = Callable[..., HttpResponse]
DESCRIPTION = """Every call acts as the agent whose token it carries
(`ombud create_token --user EMAIL`), with that agent's rights and history.
Errors are `application/problem+json`."""


def for_readers(view: View) -> View:
    """The description of the API: for agents who are signed in, or who have a token."""

    @wraps(view, assigned=())
    def guarded(request: HttpRequest, **words: Any) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, **words)
        if request.headers.get("Authorization"):
            known = Bearer()(request)
            return view(request, **words) if known else errors.unknown_token()
        return redirect_to_login(request.get_full_path())

    return guarded


api = NinjaAPI(
    title="Ombud",
    version="1",
    description=DESCRIPTION,
    urls_namespace="api",
    auth=Bearer(),
    parser=StorableParser(),
    docs_decorator=for_readers,
)
errors.install(api)
for module in (
    tickets,
    actions,
    replies,
    entries,
    links,
    merges,
    bin_calls,
    sleep,
    attachments,
    channels,
    people,
    customers,
    sales,
    records,
    tags,
    templates,
    workflows,
):
    api.add_router("", module.router)
