"""Message catalogues, compiled in plain Python: a fresh machine has no msgfmt."""

from pathlib import Path

from django.conf import settings


def compile_changed() -> list[Path]:
    """Write the .mo beside each .po that is newer; gives those written."""
    return [_compile(source) for source in sources() if _is_stale(source)]


def sources() -> list[Path]:
    """Every catalogue of ours."""
    folders = [Path(folder) for folder in settings.LOCALE_PATHS]
    found = {path for each in folders for path in each.glob("*/LC_MESSAGES/*.po")}
    return sorted(found)


def _is_stale(source: Path) -> bool:
    made = source.with_suffix(".mo")
    return not made.exists() or made.stat().st_mtime < source.stat().st_mtime


def _compile(source: Path) -> Path:
    from babel.messages import mofile, pofile

    with source.open("rb") as file:
        catalogue = pofile.read_po(file, locale=source.parent.parent.name)
    made = source.with_suffix(".mo")
    aside = made.with_suffix(".mo.new")
    with aside.open("wb") as out:
        mofile.write_mo(out, catalogue)
    aside.replace(made)
    return made
