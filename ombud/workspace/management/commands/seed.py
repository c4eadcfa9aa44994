"""`ombud seed`: what an empty desk needs before its first ticket."""

from typing import Any

from django.core.management.base import BaseCommand

from ombud.workspace.starting import start


class Command(BaseCommand):
    """Roles, the Support team, the support workflow; twice does no more than once."""

    help = "Make the roles, the team and the workflow that a new desk starts with."

    def handle(self, *args: Any, **options: Any) -> None:
        """Make what is missing."""
        workflow = start()
        if options["verbosity"]:
            self.stdout.write(f"The desk is ready, with the workflow {workflow.name}.")
