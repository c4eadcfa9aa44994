"""What the worker does for the directory."""

from django.db import close_old_connections
from procrastinate.contrib.django import app

from ombud.customers.likenesses import FOR, look, look_at_changed


@app.task
def find_likenesses(timestamp: int = 0) -> None:
    """Every night: what has changed may be the same as something else now."""
    try:
        for noun in FOR:
            look_at_changed(noun)
    finally:
        close_old_connections()


@app.task
def look_for_like(noun: str, pk: int) -> None:
    """Somebody has just been saved."""
    try:
        look(noun, [pk])
    finally:
        close_old_connections()
