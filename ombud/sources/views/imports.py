"""Files: the list, uploading, how one is understood, what became of it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
)

from ombud.core import htmx
from ombud.sources.forms import PlanForm, UploadForm
from ombud.sources.kinds import kinds_for
from ombud.sources.models import Import
from ombud.sources.previewing import preview
from ombud.sources.refused import as_csv
from ombud.users.access import AgentRequest, permitted
from ombud.users.permissions import Permission

PAGE = 50
SHOWN = 100
may_import = permitted(Permission.MANAGE_SOURCES)


def get_import(request: AgentRequest, pk: int) -> Import:
    """One that holds what this agent may change, or 404."""
    return get_object_or_404(Import.objects.visible_to(request.user), pk=pk)


@require_http_methods(["GET", "POST"])
@may_import
def imports(request: AgentRequest) -> HttpResponse:
    """All of them, the newest first; and another file."""
    if not kinds_for(request.user):
        raise PermissionDenied(_("Your roles do not allow you to change any records."))
    form = UploadForm(request.POST or None, request.FILES or None, by=request.user)
    if request.method == "POST" and form.is_valid() and (made := form.keep()):
        return htmx.redirect(request, "import", made.pk)
    context = {"form": form, **_rows(request)}
    status = 422 if request.method == "POST" else 200
    return render(request, "sources/imports.html", context, status=status)


@require_GET
@may_import
def import_list(request: AgentRequest) -> HttpResponse:
    """The list alone, for news."""
    return render(request, "sources/_imports.html", _rows(request))


def _rows(request: AgentRequest) -> dict[str, object]:
    """Keyset paging: `before` is where the page above ended."""
    before = request.GET.get("before", "")
    found = Import.objects.visible_to(request.user).select_related("by")
    if before.isdecimal():
        found = found.filter(pk__lt=int(before))
    rows = list(found[: PAGE + 1])
    older = rows[PAGE - 1].pk if len(rows) > PAGE else None
    kinds = {kind.slug: kind for kind in kinds_for(request.user)}
    pairs = [(one, kinds[one.kind]) for one in rows[:PAGE]]
    return {"rows": pairs, "older": older}


@require_GET
@may_import
def import_(request: AgentRequest, pk: int) -> HttpResponse:
    """One of them, wherever it stands."""
    return render(request, "sources/import.html", _context(get_import(request, pk)))


@require_POST
@may_import
def plan(request: AgentRequest, pk: int) -> HttpResponse:
    """Understand it otherwise."""
    one = get_import(request, pk)
    if not one.is_open:
        return htmx.redirect(request, "import", pk)
    form = PlanForm(one, request.POST)
    if not form.is_valid():
        context = {**_context(one), "form": form}
        page = "_plan" if htmx.is_htmx(request) else "import"
        return render(request, f"sources/{page}.html", context, status=422)
    form.arrange()
    to = one.get_absolute_url()
    return htmx.fragments(request, ["sources/_plan.html"], to=to, **_context(one))


@require_POST
@may_import
def runs(request: AgentRequest, pk: int) -> HttpResponse:
    """Bring it in, or only try it out."""
    one = get_import(request, pk)
    # Without script, or faster than it, the columns come with the button.
    form = (
        PlanForm(one, request.POST)
        if one.is_open and "locale" in request.POST
        else None
    )
    if form and not (form.is_valid() and form.is_as_shown):
        return plan(request, pk)
    if form:
        form.arrange()
    if one.is_open and one.missing:
        words = _("Say first which column means: %(columns)s.")
        return htmx.refuse(request, words % {"columns": ", ".join(one.missing)})
    one.begin(trial=request.POST.get("trial") == "on")
    return htmx.redirect(request, "import", pk)


@require_POST
@may_import
def stops(request: AgentRequest, pk: int) -> HttpResponse:
    """Not further."""
    get_import(request, pk).stop()
    return htmx.redirect(request, "import", pk)


@require_GET
@may_import
def progress(request: AgentRequest, pk: int) -> HttpResponse:
    """How far it has come; when it is over, the whole page again."""
    one = get_import(request, pk)
    if not one.is_busy:
        return htmx.redirect(request, "import", pk)
    return render(request, "sources/_progress.html", {"one": one})


@require_GET
@may_import
def refusals(request: AgentRequest, pk: int) -> HttpResponse:
    """The rows that could not be used, to be mended and sent again."""
    one = get_import(request, pk)
    response = HttpResponse(as_csv(one), content_type="text/csv; charset=utf-8")
    name = f"refused-{one.pk}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_POST
@may_import
def removal(request: AgentRequest, pk: int) -> HttpResponse:
    """Away with a file that was not brought in."""
    one = get_import(request, pk)
    if one.is_open:
        one.discard()
    return htmx.redirect(request, "imports")


def _context(one: Import) -> dict[str, Any]:
    context: dict[str, Any] = {
        "one": one,
        "kind": one.what,
        "refusals": one.refusals.all()[:SHOWN],
        "more": max(0, one.refused - SHOWN),
    }
    if one.is_open and one.file:
        form = PlanForm(one)
        shown = preview(one)
        pairs = zip(form.columns(), shown.examples, strict=False)
        context |= {"form": form, "preview": shown, "columns": list(pairs)}
    return context
