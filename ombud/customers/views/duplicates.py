"""Records that may be the same, with what speaks for it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ombud.core.htmx import redirect, refuse, toast
from ombud.customers.kinds import KINDS
from ombud.customers.likenesses import MOST_SHOWN, likely_pairs
from ombud.customers.models import Likeness
from ombud.users.access import AgentRequest, permitted
from ombud.users.permissions import Permission


@require_safe
@permitted(Permission.EDIT_CUSTOMERS)
def duplicates(request: AgentRequest, noun: str) -> HttpResponse:
    """The surest first."""
    after = request.GET.get("after", "")
    pairs = list(likely_pairs(noun, request.user, after=after))
    last = pairs[-1].likeness if len(pairs) == MOST_SHOWN else None
    context = {
        "kind": KINDS[noun],
        "kinds": list(KINDS.values()),
        "pairs": pairs,
        "next_url": f"?after={last.weight}-{last.pk}" if last else "",
    }
    return render(request, "customers/duplicates.html", context)


@require_POST
@permitted(Permission.EDIT_CUSTOMERS)
def denial(request: AgentRequest, noun: str, pk: int) -> HttpResponse:
    """They are not the same, and nobody is asked again."""
    likeness = Likeness.objects.filter(noun=noun, pk=pk).first()
    if likeness is None:
        return refuse(request, _("These two are no longer listed."), status=404)
    likeness.deny(by=request.user)
    response = redirect(request, KINDS[noun].url("duplicates"))
    said = _("Nobody is asked about these two again.")
    return toast(request, response, said, tone="ok")
