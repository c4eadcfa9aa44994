"""`ombud clean_html FILE…`: what we would show of foreign HTML."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from ombud.lib.charsets import decode
from ombud.lib.html import clean
from ombud.lib.inspection import pages_as_json


class Command(BaseCommand):
    help = "Shows what Ombud keeps of HTML in files; touches no database."
    requires_system_checks: list[str] = []  # it must work before anything is set up

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="one string a line")
        parser.add_argument("files", nargs="+", type=Path)

    def handle(self, *, files: list[Path], json: bool, **options: Any) -> None:
        for line in pages_as_json(files) if json else map(_cleaned, files):
            self.stdout.write(line)


def _cleaned(file: Path) -> str:
    return clean(decode(file.read_bytes(), "utf-8"))
