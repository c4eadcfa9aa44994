"""What the worker does with files and connected systems."""

from django.db import close_old_connections
from django.utils import translation
from procrastinate.contrib.django import app

from ombud.core.models import Installation
from ombud.sources import alarms
from ombud.sources.models import Connector, Import


@app.task
def run_import(import_id: int) -> None:
    """Bring a file in; run again, it goes on."""
    try:
        for one in Import.objects.filter(pk=import_id).select_related("by"):
            one.run()
    finally:
        close_old_connections()


@app.task
def pull_due(timestamp: int = 0) -> None:
    """Have each system asked whose turn it is; one that is down holds up no other."""
    try:
        for one in Connector.objects.due():
            one.ask_now()
        alarms.raise_alarms()
    finally:
        close_old_connections()


@app.task
def pull(connector_id: int) -> None:
    """Ask one system for what has changed; run again, it goes on."""
    try:
        with translation.override(Installation.current().language):
            for one in Connector.objects.filter(pk=connector_id, enabled=True):
                one.pull()
                if one.health == "ok":
                    alarms.give_all_clear(one)
    finally:
        close_old_connections()


@app.task
def forget_imports(timestamp: int = 0) -> None:
    """Files and refused rows of long ago."""
    try:
        for one in Import.objects.outlived():
            one.forget()
    finally:
        close_old_connections()
