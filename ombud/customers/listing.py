"""The directory as a list: searched, narrowed, in the order of names, page by page."""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q

from ombud.customers.kinds import Kind
from ombud.users.models import User

PAGE = 50
NOBODY, MINE = "none", "me"


@dataclass
class Listing:
    """A page of contacts or of organisations."""

    kind: Kind
    reader: User
    words: str = ""
    responsible: str = ""
    tag: str = ""
    language: str = ""
    after: str = ""

    @classmethod
    def asked(cls, kind: Kind, reader: User, asked: Mapping[str, str]) -> "Listing":
        """What the address asks for."""
        names = ("responsible", "tag", "language", "after")
        narrowed = {name: asked.get(name, "")[:400] for name in names}
        words = " ".join(asked.get("q", "").replace("\0", "").split())[:100]
        return cls(kind, reader, words, **narrowed)

    @property
    def is_narrowed(self) -> bool:
        """Whether it shows not all."""
        return bool(self.words or self.responsible or self.tag or self.language)

    @cached_property
    def rows(self) -> list[Any]:
        """Those of this page; a constant number of queries."""
        return self._found[:PAGE]

    @property
    def next_url(self) -> str:
        """The page behind; empty where there is none."""
        if len(self._found) <= PAGE:
            return ""
        last = self._found[PAGE - 1]
        return f"?{urlencode({**self.asks, 'after': cursor(last.name, last.pk)})}"

    @property
    def asks(self) -> dict[str, str]:
        """What narrows it, as an address says it."""
        found = {
            "q": self.words,
            "responsible": self.responsible,
            "tag": self.tag,
            "language": self.language,
        }
        return {name: value for name, value in found.items() if value}

    @property
    def first_url(self) -> str:
        """The first page of the same."""
        return f"?{urlencode(self.asks)}"

    @cached_property
    def _found(self) -> list[Any]:
        rows = self._narrowed()
        if place := read_cursor(self.after):
            name, pk = place
            rows = rows.filter(Q(name__gt=name) | Q(name=name, pk__gt=pk))
        if self.kind.noun == "contact":
            rows = rows.for_rows()
        else:
            rows = rows.with_counts().select_related("responsible")
        return list(rows.order_by("name", "pk")[: PAGE + 1])

    def _narrowed(self) -> Any:
        rows = self.kind.model.objects.visible_to(self.reader)
        if self.words:
            rows = self.kind.search(rows, self.words)
        if self.responsible == NOBODY:
            rows = rows.filter(responsible=None)
        elif self.responsible == MINE:
            rows = rows.filter(responsible=self.reader)
        elif self.responsible:
            rows = rows.filter(responsible__email=self.responsible)
        if self.tag:
            rows = rows.filter(tags__contains=[self.tag])
        return rows.filter(language=self.language) if self.language else rows


def cursor(name: str, pk: int) -> str:
    """A place in the list, in letters that nobody reads."""
    plain = f"{pk} {name}".encode()
    return base64.urlsafe_b64encode(plain).decode().rstrip("=")


def read_cursor(text: str) -> tuple[str, int] | None:
    """Name and id; None for the beginning, or for nonsense."""
    try:
        plain = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode()
        pk, _space, name = plain.partition(" ")
        return (name, int(pk)) if text and "\0" not in name else None
    except (ValueError, binascii.Error):
        return None
