"""What the worker does for orders and their links."""

from django.db import close_old_connections
from procrastinate.contrib.django import app

from ombud.sales import adopting, recognising


@app.task
def read_numbers(timestamp: int = 0) -> None:
    """Look for numbers in new messages; any number of these may run at once."""
    try:
        recognising.read_all()
    finally:
        close_old_connections()


@app.task
def adopt_purchases(contacts: list[int]) -> None:
    """What these people have bought before anybody knew them becomes theirs."""
    try:
        adopting.adopt(contacts)
    finally:
        close_old_connections()
