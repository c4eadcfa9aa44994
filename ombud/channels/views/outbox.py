"""The outbox: what is to be sent, what was, and what could not be."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ombud.channels.forms import RetryForm
from ombud.channels.models import Delivery, DeliveryQuerySet, DeliveryState
from ombud.channels.views.channels import may_manage
from ombud.core import htmx
from ombud.users.access import AgentRequest

PAGE = 50
FILTERS = ("failed", "waiting", "sent")


@require_GET
@may_manage
def outbox(request: AgentRequest) -> HttpResponse:
    """One page of deliveries; without a wish, those that somebody must look at."""
    show = request.GET.get("show", "")
    show = show if show in FILTERS else "failed"
    rows = list(_chosen(show, request.GET.get("before", ""))[: PAGE + 1])
    older = f"?show={show}&before={rows[PAGE - 1].pk}" if len(rows) > PAGE else ""
    newer = f"?show={show}" if request.GET.get("before") else ""
    context = {"deliveries": rows[:PAGE], "show": show, "older": older, "newer": newer}
    return render(request, "channels/outbox.html", context)


def _chosen(show: str, before: str) -> DeliveryQuerySet:
    """Keyset paging: a page costs the same however many lie behind it."""
    rows = Delivery.objects.select_related("channel").defer("raw")
    if before.isdecimal():
        rows = rows.filter(pk__lt=int(before))
    if show == "failed":
        return rows.failed()
    if show == "waiting":
        return rows.waiting()
    return rows.filter(state=DeliveryState.SENT)


@require_POST
@may_manage
def retries(request: AgentRequest, pk: int) -> HttpResponse:
    """Once more, to the same addresses or to others."""
    delivery = get_object_or_404(Delivery.objects.defer("raw"), pk=pk)
    form = RetryForm(request.POST)
    if not form.is_valid():
        context = {"delivery": delivery, "form": form}
        return render(request, "channels/_delivery.html", context, status=422)
    delivery.retry(form.cleaned_data["recipients"])
    response = htmx.fragments(
        request,
        ["channels/_delivery.html"],
        to=reverse("outbox"),
        delivery=delivery,
    )
    return htmx.toast(request, response, _("The mail is being sent again."), tone="ok")
