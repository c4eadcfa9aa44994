"""What the worker does over the wires."""

from contextlib import ExitStack

from django.utils import translation
from procrastinate.contrib.django import app

from ombud.channels.alarms import raise_alarms
from ombud.channels.drivers import Driver, driver_for
from ombud.channels.models import Delivery
from ombud.core.models import Installation


@app.task
def deliver_due(timestamp: int = 0) -> None:
    """Send until nothing is due; any number of these may run at once.

    Mails of one channel share a connection. A channel whose server cannot be reached
    is passed over for this run, so that it holds up nobody else.
    """
    drivers: dict[int, Driver] = {}
    down: set[int] = set()
    language = Installation.current().language
    with translation.override(language), ExitStack() as stack:
        while delivery := Delivery.objects.claim(passing_over=down):
            channel = delivery.channel
            if channel.pk not in drivers:
                drivers[channel.pk] = stack.enter_context(driver_for(channel))
            if not delivery.attempt(drivers[channel.pk]):
                down.add(channel.pk)


@app.task
def check_silence(timestamp: int = 0) -> None:
    """Raise an alarm for each mailbox that has been silent for too long."""
    with translation.override(Installation.current().language):
        raise_alarms()
