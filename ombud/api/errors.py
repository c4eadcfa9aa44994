"""Every error as problem+json (RFC 9457), in whole sentences."""

import json
import logging
from collections.abc import Iterable, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from pydantic import ValidationError as SchemaError

from ombud.api.sentences import fault_of
from ombud.tickets.guarding import SecondLook
from ombud.workflows.forms import FieldsWrong
from ombud.workflows.models import ActionNotAllowed

log = logging.getLogger(__name__)
Faults = Iterable[dict[str, str]]


class Problem(Exception):
    """A call that cannot be answered as it was wished; the text is one sentence."""

    def __init__(self, status: int, detail: str, **faults: str) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.faults = [{"field": k, "message": v} for k, v in faults.items()]


def wrong(field: str, message: str) -> Problem:
    """One field of the call cannot be used."""
    problem = Problem(422, _("Some fields cannot be used."))
    problem.faults = [{"field": field, "message": message}]
    return problem


def some_wrong(errors: Mapping[str, str], prefix: str = "") -> Problem:
    """Several fields of the call cannot be used."""
    problem = Problem(422, _("Some fields cannot be used."))
    problem.faults = [{"field": prefix + k, "message": v} for k, v in errors.items()]
    return problem


def answer(status: int, detail: str, faults: Faults = ()) -> HttpResponse:
    """The error as other programs read it."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "errors": list(faults),
    }
    response = HttpResponse(
        json.dumps(body, ensure_ascii=False),
        status=status,
        content_type="application/problem+json",
    )
    if status == HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = 'Bearer realm="Ombud"'
    return response


def not_found() -> HttpResponse:
    """The same whether it does not exist or is not this reader's to see."""
    return answer(404, _("There is nothing here that you may see."))


def unknown_token() -> HttpResponse:
    """No token, or one that opens nothing."""
    return answer(401, _("This call needs a token: Authorization: Bearer omb_…"))


def of_schema(exc: SchemaError) -> list[dict[str, str]]:
    """{"field", "message"} of each thing that a schema found."""
    return [fault_of(dict(error), 0) for error in exc.errors()]


def faulty(errors: Sequence[Any], skip: int) -> HttpResponse:
    """What a schema found; `skip` words of each place only say where it was read."""
    faults = [fault_of(error, skip) for error in errors]
    return answer(422, _("Some fields cannot be used."), faults)


def install(api: NinjaAPI) -> None:
    """Let the API answer every exception by the functions here."""

    def on(kind: type[Exception], handler: Any) -> None:
        api.add_exception_handler(kind, lambda request, exc: handler(exc))

    on(Problem, _raised)
    on(SecondLook, _second_look)
    on(ActionNotAllowed, lambda exc: answer(403 if exc.never else 409, str(exc)))
    on(FieldsWrong, lambda exc: _raised(some_wrong(exc.errors)))
    on(Http404, lambda exc: not_found())
    on(AuthenticationError, lambda exc: unknown_token())
    on(HttpError, _http_error)
    on(ValidationError, lambda exc: faulty(exc.errors, skip=2))
    on(SchemaError, lambda exc: faulty(exc.errors(), skip=0))
    on(RequestDataTooBig, lambda exc: answer(413, _("This is too much for one call.")))
    api.add_exception_handler(Exception, _broken)


def _raised(problem: Problem) -> HttpResponse:
    return answer(problem.status, str(problem), problem.faults)


def _second_look(look: SecondLook) -> HttpResponse:
    why = _("Say in “despite” why it is right, and send it again.")
    return answer(409, str(look), [{"field": "despite", "message": why}])


def _http_error(exc: HttpError) -> HttpResponse:
    if exc.status_code == HTTPStatus.BAD_REQUEST:
        return answer(400, _("The body is not JSON that can be read."))
    return answer(exc.status_code, str(exc))


def _broken(request: HttpRequest, exc: Exception | type[Exception]) -> HttpResponse:
    log.exception("api broke path=%s", request.path)
    return answer(500, _("Something broke on our side. The log has the cause."))
