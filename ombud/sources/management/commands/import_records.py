"""`ombud import_records KIND FILE`: bring a file in, and say what became of it."""

from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError, CommandParser

from ombud.lib.readings import LOCALES
from ombud.lib.tables import NotATable
from ombud.sources.forms import WORDS
from ombud.sources.kinds import Kind, all_kinds, find_kind
from ombud.sources.models import Import, ImportState
from ombud.users.models import User

SHOWN = 100


class Command(BaseCommand):
    """The same as in the browser, without one; the import stands in its list too."""

    help = "Bring in contacts, organisations, items, orders, invoices or shipments."

    def add_arguments(self, parser: CommandParser) -> None:
        """What, from where, and how it is understood."""
        parser.add_argument("kind", help="what the file holds: contacts, orders, …")
        parser.add_argument("file", type=Path, help="CSV or XLSX, headings first")
        parser.add_argument(
            "--mapping",
            default="",
            help="what the columns mean, such as “Nr.=number,Datum=placed_at”",
        )
        parser.add_argument("--locale", choices=LOCALES, help="how they write there")
        parser.add_argument("--currency", help="where the file names none")
        parser.add_argument("--encoding", help="the charset, if it is guessed wrongly")
        parser.add_argument("--delimiter", help="the separator, if guessed wrongly")
        parser.add_argument("--by", default="", help="e-mail of the agent who does it")
        parser.add_argument("--dry-run", action="store_true", help="write nothing")

    def handle(self, *_: Any, kind: str, file: Path, **options: Any) -> None:
        """Begin, run, report. The exit status tells whether all rows were used."""
        one = _begun(_kind(kind), file, _agent(options["by"]))
        said = ("locale", "currency", "encoding", "delimiter")
        one.arrange(**{name: options[name] for name in said if options[name]})
        if options["mapping"]:
            one.arrange(mapping=_mapping(one, options["mapping"]))
        if one.missing:
            missing = ", ".join(one.missing)
            one.discard()
            raise CommandError(f"No column means: {missing}. Say which by --mapping.")
        one.take(trial=options["dry_run"])
        one.refresh_from_db()
        self._report(one)
        if one.is_open:
            one.discard()
        elif one.state == ImportState.STOPPED:
            raise CommandError(one.error)

    def _report(self, one: Import) -> None:
        would = "would be " if one.is_trial else ""
        self.stdout.write(
            f"{would}{one.created} new, {one.changed} changed, {one.unchanged} as "
            f"before, {one.refused} rows refused"
        )
        for row in one.refusals.all()[:SHOWN]:
            self.stdout.write(f"row {row.row}: {row.why}")
        if one.refused > SHOWN:
            self.stdout.write(f"and {one.refused - SHOWN} more")


def _kind(slug: str) -> Kind:
    kind = find_kind(slug)
    if kind is None:
        known = ", ".join(one.slug for one in all_kinds())
        raise CommandError(f"There is no kind “{slug}”. There are {known}.")
    return kind


def _agent(email: str) -> User | None:
    found = User.objects.filter(email__iexact=email).first() if email else None
    if email and found is None:
        raise CommandError(f"There is no agent “{email}”.")
    return found


def _begun(kind: Kind, path: Path, by: User | None) -> Import:
    try:
        with path.open("rb") as raw:
            return Import.objects.begin(File(raw, name=path.name), kind, by=by)
    except NotATable as no:
        raise CommandError(str(WORDS[no.why])) from no
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error


def _mapping(one: Import, words: str) -> list[str]:
    """{heading: column}; those that are not named are left out."""
    said = dict(part.split("=", 1) for part in words.split(",") if "=" in part)
    kind = one.what
    for heading, name in said.items():
        if heading not in one.headings:
            raise CommandError(f"There is no column “{heading}” in the file.")
        if kind and name not in kind.by_name:
            known = ", ".join(kind.by_name)
            raise CommandError(f"There is no “{name}”. There are {known}.")
    return [said.get(heading, "") for heading in one.headings]
