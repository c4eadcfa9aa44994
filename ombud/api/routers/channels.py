"""Channels and their ledger."""

from datetime import date

from django.http import Http404
from django.utils import timezone
from ninja import Router

from ombud.api.auth import ApiRequest, require
from ombud.api.ledger import ledger_of
from ombud.api.schemas.channels import ChannelOut, Channels, LedgerOut
from ombud.api.schemas.people import TeamRef
from ombud.channels.models import Channel
from ombud.users.permissions import Permission

router = Router(tags=["Channels"])


@router.get("/channels", response=Channels, summary="List channels")
def channels(request: ApiRequest) -> Channels:
    """Their health, and which team gets what they bring."""
    require(request.auth, Permission.SEE_INTAKE, Permission.MANAGE_CHANNELS)
    found = Channel.objects.select_related("team")
    return Channels(items=[shown(channel) for channel in found])


@router.get(
    "/channels/{slug:slug}/ledger", response=LedgerOut, summary="One day's ledger"
)
def ledger(request: ApiRequest, slug: str, day: date | None = None) -> LedgerOut:
    """Every mail of that day is accounted for; without a day, today's."""
    require(request.auth, Permission.SEE_INTAKE)
    channel = Channel.objects.filter(slug=slug).first()
    if channel is None:
        raise Http404
    return ledger_of(channel, day or timezone.localdate())


def shown(channel: Channel) -> ChannelOut:
    """The channel, without any of its secrets."""
    return ChannelOut(
        slug=channel.slug,
        name=channel.name,
        kind=channel.kind,
        address=channel.address or None,
        enabled=channel.enabled,
        health=channel.health,
        team=TeamRef(slug=channel.team.slug, name=channel.team.name),
    )
