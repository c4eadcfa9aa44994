"""`ombud worker`: runs jobs until it is stopped; any number may run at once."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Runs jobs."""

    help = "Run jobs until stopped. Any number of workers may run, on any machines."
    requires_system_checks = []  # they would load every page into memory

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How many at once."""
        parser.add_argument("--jobs", type=int, default=3, help="how many at a time")

    def handle(self, *args: Any, **options: Any) -> None:
        """Work."""
        from ombud.config.worker import work

        work(options["jobs"])
