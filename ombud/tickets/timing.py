"""Typed times as agents mean them: in their own zone and language."""

from datetime import datetime, timedelta

import phonenumbers
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from phonenumbers.timezone import time_zones_for_number

from ombud.core.models import Installation
from ombud.core.zones import zone_named
from ombud.lib.when import NoTime, Trouble, when
from ombud.tickets.models import Ticket

# When offices open, where nobody has said otherwise.
OPENS = 9
SATURDAY = 5
# Of an address: whose country it is.
ENDINGS = {"uk": "GB"}


class NotThen(Exception):
    """No time to wait for; the text is one sentence for whoever typed it."""


def moment_of(words: str) -> datetime:
    """What was typed, in the reader's zone and language; raises NotThen."""
    try:
        return when(words, timezone.localtime(), language=get_language() or "en")
    except NoTime as no:
        if no.trouble == Trouble.PAST:
            raise NotThen(_("This time is over. Name a later one.")) from no
        sentence = _(
            "“%(words)s” is no time that Ombud knows. Try “fri 9” or “in 2 weeks”."
        )
        raise NotThen(sentence % {"words": words[:80]}) from no


def opening_of(ticket: Ticket, now: datetime | None = None) -> datetime:
    """When the customer's office opens next, by the clock of their country."""
    local = timezone.localtime(now, zone_named(zone_of(ticket)))
    moment = local.replace(hour=OPENS, minute=0, second=0, microsecond=0)
    while moment <= local or moment.weekday() >= SATURDAY:
        moment += timedelta(days=1)
    return moment


def zone_of(ticket: Ticket) -> str:
    """The time zone of the customer's country; ours where it is not known."""
    country = country_of(ticket)
    example = phonenumbers.example_number(country) if country else None
    zones = time_zones_for_number(example) if example else ()
    ours = Installation.current()
    if not zones or "Unknown" in zones[0] or country == ours.region:
        return ours.time_zone
    return str(zones[0])


def country_of(ticket: Ticket) -> str:
    """By their company, else their telephone, else the end of their address."""
    company = ticket.organisation or (ticket.contact and ticket.contact.organisation)
    if company and company.country:
        return str(company.country)
    try:
        number = phonenumbers.parse(ticket.requester_phone)
        if region := phonenumbers.region_code_for_number(number):
            return str(region)
    except phonenumbers.NumberParseException:
        pass
    ending = ticket.requester_email.rpartition(".")[2].lower()
    country = ENDINGS.get(ending, ending.upper())
    return country if country in phonenumbers.SUPPORTED_REGIONS else ""
