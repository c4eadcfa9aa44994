"""`ombud …`, the one command; the data folder is named before Django starts."""

import os
import sys


def main() -> None:
    """Run the command line in sys.argv."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ombud.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
