"""Makes a token for another program."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ombud.users.models import Token, User


class Command(BaseCommand):
    """Prints the token alone, so that a script can take it."""

    help = "Make a token that acts as one agent, and print it."

    def add_arguments(self, parser: CommandParser) -> None:
        """For whom, and what for."""
        parser.add_argument("--user", required=True, help="the agent's e-mail address")
        parser.add_argument("--name", default="command line")

    def handle(self, *args: Any, **options: Any) -> None:
        """Find the agent, issue, print."""
        email = options["user"].strip().lower()
        user = User.objects.filter(email=email, is_active=True).first()
        if user is None:
            raise CommandError(f"Nobody with the address {email} may sign in.")
        self.stdout.write(Token.objects.issue(user, options["name"]))
