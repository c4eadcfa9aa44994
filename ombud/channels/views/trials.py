"""Trying a mailbox out with what stands in the form, saved or not."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from ombud.channels.forms import ChannelForm
from ombud.channels.models import Channel
from ombud.channels.trial import try_out
from ombud.channels.views.channels import get_mailbox, may_manage
from ombud.core.htmx import is_htmx
from ombud.users.access import AgentRequest


@require_POST
@may_manage
def new_trials(request: AgentRequest) -> HttpResponse:
    """Of a mailbox that is being set up."""
    return _trial(request, Channel())


@require_POST
@may_manage
def trials(request: AgentRequest, slug: str) -> HttpResponse:
    """Of one that is saved already."""
    return _trial(request, get_mailbox(slug))


def _trial(request: AgentRequest, mailbox: Channel) -> HttpResponse:
    form = ChannelForm(request.POST, instance=mailbox)
    form.is_valid()
    errors = form.trial_errors()
    context = {
        "form": form,
        "trial_errors": errors,
        "trial": [] if errors else try_out(form.instance),
        "tried": True,
    }
    page = "channels/_trial.html" if is_htmx(request) else "channels/channel.html"
    return render(request, page, context)
