"""`ombud receive_mail --channel NAME < raw`, for the pipe of an MTA."""

import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError

from ombud.channels.models import Channel
from ombud.intake.confirming import confirm_owed
from ombud.intake.models import Inbound
from ombud.intake.pipeline import process


class Command(BaseCommand):
    """Stores the mail, reads it, and prints the ticket's number alone.

    Exit status by sysexits.h: 0 stored (also where it is set aside or held for a
    person, which prints nothing), 67 no such channel, 65 no mail, 75 try again later.
    """

    help = "Take one mail from standard input"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The channel's slug."""
        parser.add_argument("--channel", required=True, help="the channel's slug")

    def handle(self, *, channel: str, **_: Any) -> None:
        """Leave with the status that tells the MTA what to do."""
        sys.exit(self._receive(channel, sys.stdin.buffer.read()))

    def _receive(self, slug: str, raw: bytes) -> int:
        if not raw.strip():
            self.stderr.write("There is no mail on standard input.")
            return os.EX_DATAERR
        try:
            channel = Channel.objects.filter(slug=slug).first()
            if channel is None:
                self.stderr.write(f"There is no channel “{slug}”.")
                return os.EX_NOUSER
            self._print_ticket(self._take(channel, raw))
        except DatabaseError as error:
            self.stderr.write(f"The database cannot be used now: {error}")
            return os.EX_TEMPFAIL
        return os.EX_OK

    def _take(self, channel: Channel, raw: bytes) -> Inbound:
        stored = Inbound.objects.store(channel, raw)
        if stored:
            process(stored.pk)
            confirm_owed()
            return Inbound.objects.defer("raw").get(pk=stored.pk)
        # The very same bytes have come before: the MTA tries a second time.
        return Inbound.objects.twin(channel, raw)

    def _print_ticket(self, inbound: Inbound) -> None:
        if inbound.entry:
            self.stdout.write(str(inbound.entry.ticket.number))
