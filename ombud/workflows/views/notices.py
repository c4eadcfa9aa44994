"""One notice: to whom, in which words, and how it would read."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods

from ombud.users.access import AgentRequest
from ombud.workflows.desk import Desk, desk_of, may_draw
from ombud.workflows.drafting import Row, with_notice, without_notice
from ombud.workflows.models import NoticeEvent
from ombud.workflows.notice_form import NoticeForm
from ombud.workflows.previews import preview
from ombud.workflows.words import PLACEHOLDERS


@require_http_methods(["GET", "POST"])
@may_draw
def new_notice(request: AgentRequest, slug: str) -> HttpResponse:
    """One more, on the event that the address names."""
    desk = desk_of(request, slug)
    event = request.GET.get("on", "")
    if event not in _events(desk):
        raise Http404
    return _edit(desk, None, {"on": event, "to": [], "texts": {}})


@require_http_methods(["GET", "POST"])
@may_draw
def notice(request: AgentRequest, slug: str, number: int) -> HttpResponse:
    """One of the plan, by its number from 1."""
    desk = desk_of(request, slug)
    found = desk.plan.get("notices", [])
    if not 1 <= number <= len(found):
        raise Http404
    row: Row = found[number - 1]
    if request.POST.get("step") == "remove":
        return desk.draw(
            lambda plan: without_notice(plan, number - 1), _back(desk, row)
        )
    return _edit(desk, number, row)


def _edit(desk: Desk, number: int | None, row: Row) -> HttpResponse:
    request = desk.request
    desk.place = row["on"].replace("action:", "actions.")
    fields = [one["slug"] for one in desk.plan.get("fields", [])]
    form = NoticeForm(request.POST or None, notice=row, fields=fields)
    context: dict[str, Any] = {
        "form": form,
        "number": number,
        "back": _back(desk, row),
        "words": {**PLACEHOLDERS, **_words_of_fields(desk)}.items(),
        "language": request.POST.get("language", get_language()).partition("-")[0],
    }
    if request.method == "GET":
        return desk.show("notice", **context)
    if not form.is_valid():
        return desk.show("notice", status=422, **context)
    if "preview" in request.POST:
        return desk.show("notice", **context, preview=_preview(request, form))
    fresh = {"on": row["on"], "to": form.to, "texts": form.texts}
    place = None if number is None else number - 1
    return desk.draw(lambda plan: with_notice(plan, place, fresh), _back(desk, row))


def _preview(request: AgentRequest, form: NoticeForm) -> object:
    ticket = request.POST.get("ticket", "").strip().removeprefix("#")
    language = request.POST.get("language", "")
    return preview(form.texts, ticket, language, reader=request.user)


def _events(desk: Desk) -> set[str]:
    actions = {f"action:{row['slug']}" for row in desk.plan.get("actions", [])}
    return actions | {str(NoticeEvent.CREATED), str(NoticeEvent.COMPLETED)}


def _words_of_fields(desk: Desk) -> dict[str, str]:
    found: list[Row] = desk.plan.get("fields", [])
    return {f"fields.{row['slug']}": gettext(row["name"]) for row in found}


def _back(desk: Desk, row: Row) -> str:
    event, _colon, action = row["on"].partition(":")
    if event == NoticeEvent.ACTION:
        return desk.url("workflow-action-notices", action)
    return desk.url("workflow")
