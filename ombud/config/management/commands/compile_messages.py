"""`ombud compile_messages`: translations for the machine, without gettext's tools."""

from typing import Any

from django.core.management.base import BaseCommand

from ombud.config import catalogues


class Command(BaseCommand):
    """Writes the .mo beside each .po that is newer."""

    help = "Compile the translations that have changed. Needs no gettext."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how many."""
        self.stdout.write(f"{len(catalogues.compile_changed())} catalogues compiled.")
