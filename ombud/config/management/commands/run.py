"""`ombud run`, for Django's list of commands; config/local.py does the work."""

import sys
from argparse import ArgumentParser

from django.core.management.base import BaseCommand

from ombud.config import local


class Command(BaseCommand):
    """Everything on this machine."""

    help = "Run Ombud on this machine: database, web and worker."

    def print_help(self, prog_name: str, subcommand: str) -> None:
        """`ombud help run`."""
        local.parser().print_help()

    def run_from_argv(self, argv: list[str]) -> None:
        """The options are those of local.py."""
        sys.exit(local.run(argv[2:]))

    def add_arguments(self, parser: ArgumentParser) -> None:
        """None of Django's."""

    def handle(self, *args: object, **options: object) -> None:
        """For call_command, with the defaults."""
        local.run([])
