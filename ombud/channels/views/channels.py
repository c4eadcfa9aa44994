"""Mailboxes: the list with their health, one form each."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from ombud.channels.forms import ChannelForm
from ombud.channels.models import Channel, ChannelQuerySet, Kind
from ombud.core import htmx
from ombud.users.access import AgentRequest, permitted
from ombud.users.permissions import Permission

may_manage = permitted(Permission.MANAGE_CHANNELS)


def mailboxes() -> ChannelQuerySet:
    """The channels that these pages are about."""
    return Channel.objects.filter(kind=Kind.MAIL).select_related("team", "workflow")


def get_mailbox(slug: str) -> Channel:
    """One of them, or 404."""
    return get_object_or_404(mailboxes(), slug=slug)


@require_GET
@may_manage
def channels(request: AgentRequest) -> HttpResponse:
    """All mailboxes and how they are."""
    return render(request, "channels/channels.html", {"channels": mailboxes()})


@require_GET
@may_manage
def channel_list(request: AgentRequest) -> HttpResponse:
    """The same list alone, for news."""
    return render(request, "channels/_list.html", {"channels": mailboxes()})


@require_http_methods(["GET", "POST"])
@may_manage
def new_channel(request: AgentRequest) -> HttpResponse:
    """Set up a mailbox."""
    return _edit(request, Channel())


@require_http_methods(["GET", "POST"])
@may_manage
def channel(request: AgentRequest, slug: str) -> HttpResponse:
    """Change a mailbox."""
    return _edit(request, get_mailbox(slug))


def _edit(request: AgentRequest, mailbox: Channel) -> HttpResponse:
    form = ChannelForm(request.POST or None, instance=mailbox)
    if request.method == "GET":
        return render(request, "channels/channel.html", {"form": form})
    if not form.is_valid():
        return htmx.form_errors(request, form, "channels/channel.html")
    saved = form.save_channel()
    if saved.fetches and not saved.started_at:
        return htmx.redirect(request, "channel-start", saved.slug)
    response = htmx.redirect(request, "channels")
    words = _("%(name)s is saved.") % {"name": saved.name}
    return htmx.toast(request, response, words, tone="ok")
