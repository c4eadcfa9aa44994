"""Message catalogues, compiled in plain Python: a fresh machine has no msgfmt."""

import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages import mofile, pofile
from babel.messages.catalog import Catalog
from django.conf import settings

PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")


def compile_changed() -> list[Path]:
    """Write the .mo beside each .po that is newer; gives those written."""
    return [_compile(source) for source in sources() if _is_stale(source)]


def mistakes() -> list[str]:
    """Translations that would break a page, or that nobody has confirmed."""
    return [found for source in sources() for found in _mistakes_of(source)]


def sources() -> list[Path]:
    """Every catalogue of ours."""
    folders = [Path(folder) for folder in settings.LOCALE_PATHS]
    found = {path for each in folders for path in each.glob("*/LC_MESSAGES/*.po")}
    return sorted(found)


def _is_stale(source: Path) -> bool:
    made = source.with_suffix(".mo")
    return not made.exists() or made.stat().st_mtime < source.stat().st_mtime


def _compile(source: Path) -> Path:
    made = source.with_suffix(".mo")
    aside = made.with_suffix(".mo.new")
    with aside.open("wb") as out:
        mofile.write_mo(out, _read(source))
    aside.replace(made)
    return made


def _read(source: Path) -> Catalog:
    with source.open("rb") as file:
        return pofile.read_po(file, locale=source.parent.parent.name)


def _mistakes_of(source: Path) -> Iterator[str]:
    for message in _read(source):
        if not message.id or not message.string:
            continue
        where = f"{source.parent.parent.name}: “{_first(message.id)}”"
        if message.fuzzy:
            yield f"{where} is marked fuzzy. Confirm it or translate it."
        elif extra := _placeholders(message.string) - _placeholders(message.id):
            yield f"{where} has the unknown placeholder {', '.join(sorted(extra))}."


def _placeholders(text: str | tuple[str, ...] | list[str]) -> set[str]:
    return set(PLACEHOLDER.findall("".join(text)))


def _first(text: "str | list[str] | tuple[str, ...]") -> str:
    return text if isinstance(text, str) else text[0]
