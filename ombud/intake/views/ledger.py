"""The ledger of a mailbox, and the list of what came in."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from ombud.channels.models import Channel, Kind
from ombud.intake.ledger import lines
from ombud.intake.models import Fate, Inbound, Reconciliation
from ombud.users.access import AgentRequest, permitted
from ombud.users.permissions import Permission

PAGE = 50
DAYS = 30
# Not a fate but two: whatever a person must look at.
WAITING = "waiting"


@permitted(Permission.SEE_INTAKE)
def incoming(request: AgentRequest) -> HttpResponse:
    """What came in over all channels, the newest first; ?fate= and ?channel= narrow."""
    rows = Inbound.objects.defer("raw").select_related("channel", "entry__ticket")
    fate, channel = request.GET.get("fate", ""), request.GET.get("channel", "")
    if fate == WAITING:
        rows = rows.waiting()
    elif fate in Fate.values:
        rows = rows.filter(fate=fate)
    else:
        rows = rows.exclude(fate=Fate.SKIPPED)
    if channel:
        rows = rows.filter(channel__slug=channel)
    before = request.GET.get("before", "")
    if before.isdecimal():
        rows = rows.filter(pk__lt=int(before))
    found = list(rows.order_by("-pk")[: PAGE + 1])
    context = {
        "inbounds": found[:PAGE],
        "older": found[PAGE - 1].pk if len(found) > PAGE else None,
        "fate": fate,
        "fates": [one for one in Fate if one != Fate.SKIPPED],
        "channel": channel,
        "channels": Channel.objects.filter(kind=Kind.MAIL),
    }
    return render(request, "intake/incoming.html", context)


@permitted(Permission.SEE_INTAKE)
def ledger(request: AgentRequest, slug: str) -> HttpResponse:
    """One mailbox's last days: in the mailbox, ticketed, set aside, held, failed."""
    channel = get_object_or_404(Channel, slug=slug)
    today = timezone.localdate()
    context = {
        "channel": channel,
        "lines": lines(channel, first=today - timedelta(days=DAYS), last=today),
        "days": DAYS,
        "compared": Reconciliation.objects.filter(channel=channel).first(),
    }
    return render(request, "intake/ledger.html", context)
