"""What the worker does for tickets."""

from django.db import close_old_connections
from procrastinate.contrib.django import app

from ombud.tickets import caring
from ombud.tickets.models import Batch


@app.task
def care_for_owners(timestamp: int = 0) -> None:
    """Nothing lies without an owner, or with one who is away; may run twice at once."""
    try:
        caring.hand_over_absent()
        caring.release_idle()
        caring.give_ownerless()
    finally:
        close_old_connections()


@app.task
def run_batch(batch_id: int) -> None:
    """Do what somebody wished for many tickets; run again, it goes on."""
    try:
        for batch in Batch.objects.filter(pk=batch_id).select_related("by"):
            batch.run()
    finally:
        close_old_connections()


@app.task
def undo_batch(batch_id: int) -> None:
    """Take all of it back; run again, it goes on."""
    try:
        for batch in Batch.objects.filter(pk=batch_id).select_related("by"):
            batch.run_undo()
    finally:
        close_old_connections()
