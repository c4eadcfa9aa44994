"""Telling those who may connect systems that one is silent, and that it is back."""

import logging
from functools import partial

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ombud.notifications.alarms import Words, tell
from ombud.notifications.models import Event
from ombud.sources.models.connector import Connector

LOG = logging.getLogger("ombud.sources")


def raise_alarms() -> None:
    """For each system that has just been silent for too long; once a silence."""
    for one in Connector.objects.filter(alarmed_at=None).silent():
        if one.alarm():
            LOG.warning("connector silent connector=%s why=%r", one.pk, one.last_error)
            tell(Event.SYSTEM, partial(_silent, one), url=one.get_absolute_url())


def give_all_clear(one: Connector) -> None:
    """It answers again; nobody hears of it who was not alarmed."""
    if one.calm():
        url = one.get_absolute_url()
        tell(Event.SYSTEM, partial(_back, one), url=url, is_over=True)


def _silent(one: Connector) -> Words:
    title = _("%(name)s does not answer") % {"name": one.name}
    since = one.last_contact_at or one.created_at
    text = _(
        "There has been no contact since %(when)s. What is known from there stays, and "
        "grows old."
    ) % {"when": date_format(timezone.localtime(since), "SHORT_DATETIME_FORMAT")}
    return Words(title, f"{text} {one.last_error}".strip())


def _back(one: Connector) -> Words:
    title = _("%(name)s answers again") % {"name": one.name}
    return Words(title, _("What has changed there meanwhile is here now."))
