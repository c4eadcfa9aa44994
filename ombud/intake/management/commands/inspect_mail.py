"""`ombud inspect_mail FILE…`: what we would understand of these mails."""

import json as jsonlib
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from ombud.lib.inspection import inspect, mails_as_json


class Command(BaseCommand):
    help = "Shows what Ombud reads from mails in files; touches no database."
    requires_system_checks: list[str] = []  # it must work before anything is set up

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="one object a line")
        parser.add_argument("files", nargs="+", type=Path)

    def handle(self, *, files: list[Path], json: bool, **options: Any) -> None:
        for line in mails_as_json(files) if json else map(_shown, files):
            self.stdout.write(line)


def _shown(file: Path) -> str:
    return jsonlib.dumps(inspect(file.read_bytes()), ensure_ascii=False, indent=2)
