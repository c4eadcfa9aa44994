"""`ombud load_demo`: the shop Crema & Co., and as many more tickets as you like."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ombud.core.models import Installation
from ombud.tickets.models import Ticket
from ombud.users.models import User
from ombud.workspace.demo import bulk, shop
from ombud.workspace.demo.people import PASSWORD

MOST = 1_000_000


class Command(BaseCommand):
    """Load the demo shop into an empty desk; twice does no more than once."""

    help = "Load the demo shop Crema & Co. into an empty desk."
    # Printed by `ombud run`.
    PASSWORD = PASSWORD

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How many tickets there shall be in all."""
        parser.add_argument(
            "--tickets",
            type=int,
            default=0,
            help=f"add made-up tickets until there are so many (at most {MOST:,})",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """The shop first, then the crowd."""
        say = self.stdout.write if options["verbosity"] else lambda _line: None
        say(self._open_shop())
        wanted = min(options["tickets"], MOST) - Ticket.objects.count()
        if wanted > 0:
            bulk.load(wanted, progress=self.stderr if options["verbosity"] else None)
            say(f"There are {Ticket.objects.count():,} tickets now.")

    def _open_shop(self) -> str:
        if Installation.current().is_demo:
            return "The demo shop is here already."
        if User.objects.exists() or Ticket.objects.exists():
            raise CommandError(
                "This desk is in use. The demo shop goes only into an empty one."
            )
        count = shop.load()
        return f"Crema & Co. is open, with {count} tickets. Password: {PASSWORD}"
