"""`ombud inspect_mail FILE…`: what we would understand of these mails."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from ombud.lib.inspection import inspect


class Command(BaseCommand):
    help = "Shows what Ombud reads from mails in files; touches no database."
    requires_system_checks: list[str] = []  # it must work before anything is set up

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="one object a line")
        parser.add_argument("files", nargs="+", type=Path)

    def handle(self, *, files: list[Path], json: bool, **options: Any) -> None:
        for file in files:
            self.stdout.write(_shown(inspect(file.read_bytes()), compact=json))


def _shown(found: dict[str, Any], *, compact: bool) -> str:
    if compact:
        return json.dumps(found)
    return json.dumps(found, ensure_ascii=False, indent=2)
