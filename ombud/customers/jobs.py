"""What the worker does for the directory."""

from datetime import timedelta

from django.db import close_old_connections
from django.utils import timezone
from procrastinate.contrib.django import app

from ombud.customers.likenesses import FOR, look, look_at_changed

# A little more than a day, so that no change falls between two nights.
BACK = timedelta(hours=26)


@app.task
def find_likenesses(timestamp: int = 0) -> None:
    """Every night: what has changed may be the same as something else now."""
    try:
        for noun in FOR:
            look_at_changed(noun, timezone.now() - BACK)
    finally:
        close_old_connections()


@app.task
def look_for_like(noun: str, pk: int) -> None:
    """Somebody has just been saved."""
    try:
        look(noun, [pk])
    finally:
        close_old_connections()
