"""Companies by their names, many at once."""

from collections.abc import Iterable

from ombud.core.statements import ask
from ombud.customers.models import Organisation
from ombud.customers.putting.columns import Setting, tell_new

FOLDED = "SELECT name, ombud_fold(name) FROM unnest(%s::text[]) AS name"


def plain(name: str) -> str:
    """A name with single spaces."""
    return " ".join(name.split())[:200]


def folded(names: Iterable[str]) -> dict[str, str]:
    """{name: as it is compared}; one statement."""
    wanted = sorted(set(names) - {""})
    return dict(ask(FOLDED, [wanted])) if wanted else {}


def by_folded(keys: Iterable[str]) -> dict[str, Organisation]:
    """Those that are there; of several of one name the first."""
    wanted = list(set(keys))
    if not wanted:
        return {}
    found = Organisation.objects.living()
    rows = found.filter(folded__in=wanted).order_by("-pk")
    return {row.folded: row for row in rows}


def companies_named(names: Iterable[str], setting: Setting) -> dict[str, Organisation]:
    """{name: company}, whatever its accents; what has no such name yet is made."""
    keys = folded(map(plain, names))
    known = by_folded(keys.values())
    new = {key: name for name, key in keys.items() if key not in known}
    made = [Organisation(name=name) for name in new.values()]
    Organisation.objects.bulk_create(made)
    tell_new("organisation", made, setting)
    known |= dict(zip(new, made, strict=True))
    return {name: known[key] for name, key in keys.items()}
