"""Files as they come, and somebody who may bring them in."""

from collections.abc import Callable

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage

from ombud.sources.kinds import find_kind
from ombud.sources.models import Import
from ombud.users.models import User

ORDERS = """Číslo objednávky;Datum;E-mail;Zákazník;Zboží;Množství;Cena;Měna
CC-1;14.8.2026;zofie@lipa.example;Žofie Nováková;Kávovar Brio;1;12 490,00;CZK
CC-1;14.8.2026;zofie@lipa.example;Žofie Nováková;Odvápňovač;2;189,50;CZK
CC-2;32.8.2026;jan@lipa.example;Jan Dvořák;Mlýnek;1;2 990,00;CZK
CC-3;15.8.2026;eva@lipa.example;Eva Černá;Mlýnek;1;2 990,00;CZK
"""
Bring = Callable[..., Import]


@pytest.fixture(autouse=True)
def _files(settings: object) -> None:
    """Nothing is left on the disk."""
    kept = {"BACKEND": f"{InMemoryStorage.__module__}.{InMemoryStorage.__name__}"}
    settings.STORAGES = {**settings.STORAGES, "default": kept}


@pytest.fixture
def upload(ines: User) -> Bring:
    """Begin an import of that text."""

    def begin(text: str | bytes, kind: str = "orders", locale: str = "cs") -> Import:
        raw = text if isinstance(text, bytes) else text.encode("cp1250")
        file = ContentFile(raw, name="orders.csv")
        made = Import.objects.begin(file, find_kind(kind), by=ines)
        made.arrange(locale=locale)
        return made

    return begin


@pytest.fixture
def bring(upload: Bring) -> Bring:
    """The same, and do it."""

    def run(text: str | bytes, kind: str = "orders", **how: object) -> Import:
        trial = how.pop("trial", False)
        made = upload(text, kind, **how)
        made.begin(trial=trial)
        made.refresh_from_db()
        made.run()
        made.refresh_from_db()
        return made

    return run
