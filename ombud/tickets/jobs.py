"""What the worker does for tickets."""

from django.db import close_old_connections
from procrastinate.contrib.django import app

from ombud.tickets import caring


@app.task
def care_for_owners(timestamp: int = 0) -> None:
    """Nothing lies without an owner, or with one who is away; may run twice at once."""
    try:
        caring.hand_over_absent()
        caring.release_idle()
        caring.give_ownerless()
    finally:
        close_old_connections()
