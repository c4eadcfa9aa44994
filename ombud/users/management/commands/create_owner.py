"""Makes the first owner, or lets a locked-out one in again."""

import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction

from ombud.users import starters
from ombud.users.models import User


class Command(BaseCommand):
    """Makes somebody an owner; run again, it sets name, password and role anew."""

    help = "Make somebody an owner, or set an owner's password."

    def add_arguments(self, parser: CommandParser) -> None:
        """Who, and with what password."""
        parser.add_argument("--email", required=True)
        parser.add_argument("--name", default="")
        parser.add_argument("--password", default="", help="asked for where missing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check, then make."""
        email = options["email"].strip().lower()
        password = options["password"] or getpass.getpass("Password: ")
        try:
            validate_email(email)
            validate_password(password)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.make(email, options["name"], password)
        self.stdout.write(f"{email} is an owner.")

    @transaction.atomic
    def make(self, email: str, name: str, password: str) -> None:
        """The roles, the person, the role of the person."""
        starters.start()
        user = User.objects.filter(email=email).first() or User(email=email)
        user.name = name or user.name or email.partition("@")[0]
        user.is_active = True
        user.set_password(password)
        user.save()
        user.roles.add(starters.owner_role())
