"""`ombud compile_messages`: translations for the machine, without gettext's tools."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ombud.config import catalogues


class Command(BaseCommand):
    """Writes the .mo beside each .po that is newer."""

    help = "Compile the translations that have changed. Needs no gettext."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Write, or only look."""
        parser.add_argument("--check", action="store_true", help="only find mistakes")

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how many, or what is wrong."""
        if not options["check"]:
            self.stdout.write(f"Compiled: {len(catalogues.compile_changed())}.")
        elif found := catalogues.mistakes():
            raise CommandError("\n".join(found))
