"""`ombud prepare`: makes a database and a data folder fit for this version."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from ombud.config import preparing


class Command(BaseCommand):
    """Migrations, static files, message catalogues, first rows."""

    help = "Make the database and the data folder fit for this version of Ombud."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """With or without the demo shop."""
        parser.add_argument("--no-demo", action="store_true")
        parser.add_argument(
            "--quiet", action="store_true", help="do not print who may sign in"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """One step after the other; each does nothing where nothing is to do."""
        preparing.migrate(self.stdout.write)
        preparing.collect_static(self.stdout.write)
        preparing.compile_messages(self.stdout.write)
        preparing.first_rows(self.stdout.write, demo=not options["no_demo"])
        text = preparing.write_sign_in()
        if text and not options["quiet"]:
            self.stdout.write(text)
