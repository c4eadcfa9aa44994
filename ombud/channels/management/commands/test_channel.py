"""`ombud test_channel NAME`: try a mailbox out, step by step."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Q

from ombud.channels.drivers import Step
from ombud.channels.models import Channel
from ombud.channels.trial import try_out

MARKS = {True: "ok", False: "FAILED", None: "-"}


class Command(BaseCommand):
    """Receives and sends a test mail with what is saved; changes nothing."""

    help = "Try a mailbox out: receive, and send a test mail to itself."

    def add_arguments(self, parser: CommandParser) -> None:
        """One name."""
        parser.add_argument("name", help="name, short name or address of the mailbox")

    def handle(self, *_: Any, name: str, **__: Any) -> None:
        """Print each step with its milliseconds and the server's own words."""
        by_any_name = Q(slug=name) | Q(name=name) | Q(address=name.lower())
        channel = Channel.objects.filter(by_any_name).first()
        if channel is None:
            raise CommandError(f"There is no mailbox “{name}”.")
        directions = try_out(channel)
        for direction in directions:
            self.stdout.write(f"{direction.title}")
            for step in direction.steps:
                self.stdout.write(_line(step))
        if not all(direction.ok for direction in directions):
            raise CommandError("The mailbox does not work yet.")


def _line(step: Step) -> str:
    time = f"{step.milliseconds:>6} ms" if step.ok is not None else " " * 9
    words = f"  ({step.words})" if step.words else ""
    return f"  {MARKS[step.ok]:<6} {time}  {step.name}{words}"
