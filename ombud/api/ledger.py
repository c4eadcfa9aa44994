"""One day of a channel, counted."""

from dataclasses import asdict
from datetime import date

from ombud.api.schemas.channels import LedgerOut
from ombud.channels.models import Channel
from ombud.intake.ledger import line


def ledger_of(channel: Channel, day: date) -> LedgerOut:
    """What came in on that day of the company's calendar, by what became of it."""
    return LedgerOut(**asdict(line(channel, day)))
