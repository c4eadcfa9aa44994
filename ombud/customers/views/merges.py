"""Two records become one: choose the other, look at what would happen, do or undo."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ombud.core import htmx
from ombud.customers.forms import Customer
from ombud.customers.kinds import KINDS, Kind
from ombud.customers.likenesses import like
from ombud.customers.merging import MergeForm
from ombud.customers.models import Merge
from ombud.customers.models.concerns.mergeable import CannotMerge
from ombud.customers.models.merge import CannotUnmerge
from ombud.users.access import AgentRequest, permitted
from ombud.users.permissions import Permission

MOST = 10


@require_http_methods(["GET", "HEAD", "POST"])
@permitted(Permission.EDIT_CUSTOMERS)
def merges(request: AgentRequest, noun: str, pk: int) -> HttpResponse:
    """Whom with? Then field by field, and then it is done."""
    kind = KINDS[noun]
    survivor = kind.get(request.user, pk)
    other = str(request.POST.get("with") or request.GET.get("with", ""))
    if not other.isdecimal():
        return _ask_whom(request, kind, survivor)
    gone = kind.get(request.user, int(other))
    form = MergeForm(survivor, gone, request.POST or None)
    if request.method != "POST" or not form.is_valid():
        context = {"kind": kind, "survivor": survivor, "gone": gone, "form": form}
        return render(request, "customers/merge.html", context)
    try:
        merge = survivor.merge(gone, by=request.user, theirs=form.theirs)  # type: ignore[arg-type]
    except CannotMerge as error:
        return htmx.refuse(request, error)
    return _done(request, kind, merge)


@require_POST
@permitted(Permission.EDIT_CUSTOMERS)
def undoing(request: AgentRequest, noun: str, pk: int) -> HttpResponse:
    """Two again."""
    kind = KINDS[noun]
    found = kind.model.merges().objects.filter(pk=pk).select_related("survivor", "gone")
    merge = found.first()
    if merge is None:
        return htmx.refuse(request, _("There is no such merge."), status=404)
    try:
        merge.undo(by=request.user)
    except CannotUnmerge as error:
        return htmx.refuse(request, error)
    said = _("%(gone)s stands for themselves again.") % {"gone": merge.gone}
    if kind.noun == "organisation":
        said = _("%(gone)s is a company of its own again.") % {"gone": merge.gone}
    response = htmx.redirect(request, merge.gone.get_absolute_url())
    return htmx.toast(request, response, said, tone="ok")


def _ask_whom(request: AgentRequest, kind: Kind, survivor: Customer) -> HttpResponse:
    words = " ".join(request.GET.get("q", "").split())[:100]
    others = kind.model.objects.visible_to(request.user).exclude(pk=survivor.pk)
    found = kind.search(others, words).order_by("name")[:MOST] if words else []
    context = {
        "kind": kind,
        "survivor": survivor,
        "words": words,
        "found": found,
        "likely": like(survivor, request.user),
        "merges": _before(survivor),
    }
    return render(request, "customers/merge_whom.html", context)


def _before(survivor: Any) -> Any:
    rows = survivor.merges_in.filter(undone_at=None).select_related("gone", "by")
    return rows.order_by("-at")[:MOST]


def _done(request: AgentRequest, kind: Kind, merge: Merge) -> HttpResponse:
    response = htmx.redirect(request, merge.survivor.get_absolute_url())
    said = _("%(gone)s and %(name)s are one now.") % {
        "gone": merge.gone,
        "name": merge.survivor,
    }
    undo = kind.url("merge-undoing", merge.pk)
    return htmx.toast(request, response, said, tone="ok", undo_url=undo, seconds=10)
