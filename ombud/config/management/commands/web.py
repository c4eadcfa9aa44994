"""`ombud web`: answers browsers and the API until it is stopped."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Answers requests."""

    help = "Answer requests until stopped: pages, live streams, API."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to listen."""
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, **options: Any) -> None:
        """Serve."""
        from ombud.config.web import serve

        serve(options["host"], options["port"])
