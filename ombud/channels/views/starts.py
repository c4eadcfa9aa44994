"""First connect: what becomes of the mails that are in the mailbox already."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from ombud.channels.counting import count
from ombud.channels.drivers import FetchError
from ombud.channels.forms import StartForm
from ombud.channels.views.channels import get_mailbox, may_manage
from ombud.core import htmx
from ombud.users.access import AgentRequest


@require_http_methods(["GET", "POST"])
@may_manage
def start(request: AgentRequest, slug: str) -> HttpResponse:
    """Ask once, and begin to fetch."""
    channel = get_mailbox(slug)
    if channel.started_at or not channel.fetches:
        return redirect("channel", slug)
    form = StartForm(request.POST or None)
    if request.method == "GET" or not form.is_valid():
        context = {"form": form, "channel": channel}
        status = 200 if request.method == "GET" else 422
        return render(request, "channels/start.html", context, status=status)
    channel.start(form.cleaned_data["choice"], form.cleaned_data["days"])
    response = htmx.redirect(request, "channels")
    words = _("%(name)s is connected. Fetching begins within a minute.")
    return htmx.toast(request, response, words % {"name": channel.name}, tone="ok")


@require_GET
@may_manage
def counts(request: AgentRequest, slug: str) -> HttpResponse:
    """How many mails each choice would bring."""
    channel = get_mailbox(slug)
    form = StartForm({"choice": "now", **request.GET.dict()})
    days = form.cleaned_data["days"] if form.is_valid() else 7
    chosen = form.data.get("choice")
    context: dict[str, object] = {"channel": channel, "days": days, "chosen": chosen}
    try:
        context["count"] = count(channel, days)
    except FetchError as error:
        context["error"] = error
    return render(request, "channels/_counts.html", context)
