"""One wish for many tickets: ask what it needs, begin it, watch it, take it back."""

from uuid import UUID, uuid4

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ombud.core.htmx import fragments, is_htmx, redirect, refuse, trigger
from ombud.tickets.bulk import Selected
from ombud.tickets.bulk_forms import Wish
from ombud.tickets.finding import AgentRequest
from ombud.tickets.models import Batch
from ombud.tickets.shown_batches import shown_batches
from ombud.workflows.models import ActionNotAllowed

QUESTION = "tickets/batch_question.html"
CORNER = "tickets/_batches.html"


@require_POST
def question(request: AgentRequest) -> HttpResponse:
    """What the wish needs to know, and what it would change; changes nothing."""
    wish = _wish(request)
    if not wish.is_known:
        return refuse(request, _("These tickets have no such action any more."))
    return _ask(request, wish)


@require_POST
def batches(request: AgentRequest) -> HttpResponse:
    """Begin it; twice with the same key is once."""
    wish = _wish(request, data=request.POST)
    if not wish.is_known:
        return refuse(request, _("These tickets have no such action any more."))
    if not wish.is_valid():
        return _ask(request, wish, status=422)
    batch = wish.begin(
        by=request.user, key=_key(request), numbers=wish.selected.numbers
    )
    if not is_htmx(request):
        return redirect(request, "batch", batch.pk)
    return trigger(_corner(request), "ombud:batch")


@require_safe
def batch(request: AgentRequest, pk: int) -> HttpResponse:
    """What became of it on each ticket."""
    return render(request, "tickets/batch.html", {"batch": _get(request, pk)})


@require_safe
def progress(request: AgentRequest, pk: int) -> HttpResponse:
    """How far it has come, for the corner."""
    return render(request, "tickets/_batch.html", {"batch": _get(request, pk)})


@require_POST
def undo(request: AgentRequest, pk: int) -> HttpResponse:
    """Take back all of it that still stands."""
    found = _get(request, pk)
    try:
        found.undo(by=request.user)
    except ActionNotAllowed as no:
        return refuse(request, no)
    return _corner(request, to=reverse("batch", args=[pk]))


@require_POST
def dismissal(request: AgentRequest, pk: int) -> HttpResponse:
    """Out of the corner."""
    _get(request, pk).dismiss()
    return _corner(request)


def _wish(request: AgentRequest, data: object = None) -> Wish:
    selected = Selected.read(request.user, request.POST.get("numbers", ""))
    return Wish(selected, request.POST.get("wish", ""), data)


def _ask(request: AgentRequest, wish: Wish, status: int = 200) -> HttpResponse:
    context = {"wish": wish, "key": uuid4(), "selected": wish.selected}
    return render(request, QUESTION, context, status=status)


def _key(request: AgentRequest) -> UUID:
    """Of the bar or the dialog that was pressed."""
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError:
        raise Http404 from None


def _get(request: AgentRequest, pk: int) -> Batch:
    """One's own; nobody else has wished for it."""
    mine = Batch.objects.filter(by=request.user).select_related("by")
    return get_object_or_404(mine, pk=pk)


def _corner(request: AgentRequest, to: str = "") -> HttpResponse:
    return fragments(request, [CORNER], to=to, batches=shown_batches(request.user))
