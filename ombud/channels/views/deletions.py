"""Deleting a mailbox that nothing hangs on, or switching it off."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ombud.channels.views.channels import get_mailbox, may_manage
from ombud.core import htmx
from ombud.users.access import AgentRequest


@require_http_methods(["GET", "POST"])
@may_manage
def deletion(request: AgentRequest, slug: str) -> HttpResponse:
    """Ask in a dialog, because it cannot be undone; then do it."""
    channel = get_mailbox(slug)
    if request.method == "GET" or channel.is_used:
        page = "_deletion" if htmx.is_htmx(request) else "deletion"
        return render(request, f"channels/{page}.html", {"channel": channel})
    channel.delete()
    response = htmx.redirect(request, "channels")
    words = _("%(name)s is deleted.") % {"name": channel.name}
    return htmx.toast(request, response, words, tone="ok")


@require_POST
@may_manage
def enabled(request: AgentRequest, slug: str) -> HttpResponse:
    """On or off, as the wish says."""
    channel = get_mailbox(slug)
    channel.enable(on=request.POST.get("enabled") == "on")
    return htmx.redirect(request, "channels")
