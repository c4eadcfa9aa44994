"""Emptying the outbox."""

from contextlib import ExitStack

from ombud.channels.drivers import Driver, driver_for
from ombud.channels.models import Delivery


def send_due() -> None:
    """Send until nothing is due; any number of these may run at once.

    Mails of one channel share a connection. A channel whose server cannot be reached
    is passed over for this run, so that it holds up nobody else.
    """
    with ExitStack() as stack:
        drivers: dict[int, Driver] = {}
        down: set[int] = set()
        while delivery := Delivery.objects.claim(passing_over=down):
            channel = delivery.channel
            if channel.pk not in drivers:
                drivers[channel.pk] = stack.enter_context(driver_for(channel))
            if not delivery.attempt(drivers[channel.pk]):
                down.add(channel.pk)
