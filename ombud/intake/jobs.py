"""What the worker does for the intake."""

from django.db import close_old_connections
from procrastinate.contrib.django import app

from ombud.channels.drivers import FetchError
from ombud.channels.models import Channel
from ombud.intake.drain import drain
from ombud.intake.fetch import reconcile
from ombud.intake.models import AutoReply


@app.task
def process_open(timestamp: int = 0) -> None:
    """Read stored mails until none is left; any number of these may run at once."""
    try:
        drain()
    finally:
        close_old_connections()


@app.task
def reconcile_all(timestamp: int = 0) -> None:
    """Compare every mailbox with what we know of it."""
    for channel in Channel.objects.fetched():
        try:
            reconcile(channel)
        except FetchError as error:
            channel.note_trouble(error.message)


@app.task
def forget_replies(timestamp: int = 0) -> None:
    """Forget whom we sent automatic answers, some days later."""
    AutoReply.objects.forget_old()
