"""Tryton: its parties, products, sales and invoices, as they change."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.utils.translation import gettext as _

from ombud.channels.drivers import Said, Stage
from ombud.sources.drivers import tryton_wishes as wishes
from ombud.sources.drivers.base import Noun, Page
from ombud.sources.drivers.tryton_rpc import Rpc

if TYPE_CHECKING:
    from ombud.sources.models import Connector

AT_ONCE = 200
# A long transaction is dated by its beginning, and seen at its end.
OVERLAP = timedelta(minutes=10)
Rows = list[dict[str, Any]]
STAMPS = ["create_date", "write_date"]
SOURCES: dict[str, tuple[str, Callable[[Rpc, Rows], list[Any]], list[str]]] = {
    Noun.ORGANISATIONS: ("party.party", wishes.organisations, wishes.PARTY),
    Noun.CONTACTS: ("party.party", wishes.contacts, wishes.PARTY),
    Noun.ITEMS: ("product.product", wishes.items, wishes.PRODUCT),
    Noun.ORDERS: ("sale.sale", wishes.orders, wishes.SALE),
    Noun.INVOICES: ("account.invoice", wishes.invoices, wishes.INVOICE),
}
# What a row shows of another, that may change without it.
BEHIND = {"product.product": ["template"]}
ONLY = {"account.invoice": [["type", "=", "out"], ["number", "!=", None]]}


class TrytonDriver:
    """Asks for what was written since the last time, page by page."""

    def __init__(self, connector: "Connector") -> None:
        self.connector = connector
        verify = connector.verify_certificate
        self.rpc = Rpc(connector.url, connector.database, verify=verify)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.rpc.close()

    def stages(self) -> list[Stage]:
        """Server, user, and each thing that is asked for."""
        nouns = [Noun(noun) for noun in self.connector.nouns]
        looks = [Stage(str(noun.label), self._looking(noun)) for noun in nouns]
        return [
            Stage(_("Server"), self._meet),
            Stage(_("Signing in"), self._sign_in),
            *looks,
        ]

    def changes(self, noun: Noun, cursor: str) -> Iterator[Page]:
        """By id; a cursor in the middle goes on there."""
        if not self.rpc.session:
            self._sign_in()
        model, build, fields = SOURCES[noun]
        place = _Place.read(cursor)
        while True:
            domain = [*place.domain(BEHIND.get(model, [])), *ONLY.get(model, [])]
            rows = self.rpc.search(model, domain, [*fields, *STAMPS], AT_ONCE)
            place.pass_by(rows)
            is_last = len(rows) < AT_ONCE
            if is_last:
                place.end()
            yield Page(build(self.rpc, rows), place.written())
            if is_last:
                return

    def _meet(self) -> Said:
        return Said(_("The server answers"), f"Tryton {self.rpc.version()}")

    def _sign_in(self) -> Said:
        self.rpc.sign_in(self.connector.user, self.connector.password)
        return Said(_("Signed in as %(user)s") % {"user": self.connector.user})

    def _looking(self, noun: Noun) -> Callable[[], Said]:
        def look() -> Said:
            model = SOURCES[noun][0]
            count = self.rpc.count(model, ONLY.get(model, []))
            words = _("%(things)s can be read: %(count)s of them")
            return Said(words % {"things": noun.label, "count": count})

        return look


class _Place:
    """Where a sweep over what has changed stands: since when, behind which id."""

    def __init__(self, since: str, after: int, newest: str) -> None:
        self.since, self.after, self.newest = since, after, newest

    @classmethod
    def read(cls, cursor: str) -> Self:
        """The beginning where there is none."""
        said = json.loads(cursor) if cursor else {}
        return cls(said.get("since", ""), said.get("after", 0), said.get("newest", ""))

    def written(self) -> str:
        """As the connector keeps it."""
        return json.dumps(vars(self))

    def domain(self, behind: list[str]) -> list[Any]:
        """What to ask for, in Tryton's words."""
        if not self.since:
            return [["id", ">", self.after]]
        since = datetime.fromisoformat(self.since)
        ways = [[name, ">=", since] for name in STAMPS]
        ways += [[f"{one}.write_date", ">=", since] for one in behind]
        return [["id", ">", self.after], ["OR", *ways]]

    def pass_by(self, rows: Rows) -> None:
        """These are done."""
        stamps = [row[name] for row in rows for name in STAMPS if row.get(name)]
        newest = max((stamp.isoformat() for stamp in stamps), default="")
        self.newest = max(self.newest, newest)
        self.after = rows[-1]["id"] if rows else self.after

    def end(self) -> None:
        """The sweep is over; the next one begins a little before what was newest."""
        if self.newest:
            newest = datetime.fromisoformat(self.newest) - OVERLAP
            self.since = max(self.since, newest.isoformat())
        self.after, self.newest = 0, ""
