"""Writes the sprite file from the icons that are in use."""

from typing import Any

from django.core.management.base import BaseCommand

from ombud.core import icons


class Command(BaseCommand):
    """Writes core/static/icons.svg; run it when a template names a new icon."""

    help = "Write the icon sprite from the icons that templates name."

    def handle(self, *args: Any, **options: Any) -> None:
        """Find the names, draw them, write the file."""
        names = icons.names_in_use()
        icons.SPRITE.write_text(icons.sprite(names), encoding="utf-8")
        self.stdout.write(f"{len(names)} icons in {icons.SPRITE.name}")
