"""Telling people that a mailbox has fallen silent."""

import logging
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate, make_msgid

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from ombud.channels.models import Channel, Delivery, Kind
from ombud.core.live import publish
from ombud.users.models import User
from ombud.users.permissions import Permission

log = logging.getLogger(__name__)


def raise_alarms() -> None:
    """For each mailbox that has just been silent for too long; once a silence."""
    for channel in Channel.objects.fetched().filter(alarmed_at__isnull=True):
        if channel.silent_since:
            _raise(channel)


@transaction.atomic
def _raise(channel: Channel) -> None:
    channel.alarm()
    publish("channels")
    log.warning(
        "channel silent channel=%s since=%s error=%r",
        channel.pk,
        channel.last_contact_at,
        channel.last_error,
    )
    people = list(_keepers())
    if people and (way := _way_out(channel)):
        _write(channel, way, people)


def _keepers() -> list[str]:
    """Those who can do something about it."""
    allowed = User.objects.filter(
        is_active=True, roles__permissions__contains=[Permission.MANAGE_CHANNELS]
    )
    return list(allowed.values_list("email", flat=True).distinct())


def _way_out(channel: Channel) -> Channel | None:
    """A mailbox that sends: fetching may be broken and sending be fine."""
    ways = Channel.objects.filter(kind=Kind.MAIL, enabled=True).exclude(out_host="")
    healthy = ways.filter(last_send_error="").exclude(pk=channel.pk).first()
    return healthy or ways.first()


def _write(channel: Channel, way: Channel, people: list[str]) -> None:
    mail = EmailMessage(policy=SMTP)
    mail["From"] = way.address
    mail["To"] = ", ".join(people)
    mail["Date"] = formatdate(localtime=False)
    mail["Message-ID"] = make_msgid(domain=way.address.rpartition("@")[2])
    mail["Auto-Submitted"] = "auto-generated"
    mail["Subject"] = _("%(name)s has been silent for %(minutes)s minutes") % {
        "name": channel.name,
        "minutes": channel.silence_minutes,
    }
    mail.set_content(
        _(
            "Ombud has had no contact with the mailbox %(address)s for more than "
            "%(minutes)s minutes. New mail may be waiting there."
            "\n\n%(error)s\n\n%(url)s"
        )
        % {
            "address": channel.address,
            "minutes": channel.silence_minutes,
            "error": channel.last_error,
            "url": f"{settings.PUBLIC_URL}/settings/channels/",
        }
    )
    Delivery.objects.queue(
        way,
        sender=way.address,
        recipients=people,
        raw=mail.as_bytes(),
        message_id=str(mail["Message-ID"]),
    )
