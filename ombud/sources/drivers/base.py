"""What a driver offers that speaks with a shop or an accounting system."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from ombud.channels.drivers import Stage

if TYPE_CHECKING:
    from ombud.sources.models import Connector


class Noun(models.TextChoices):
    """What can be asked for; in this order, so that one finds the other."""

    ORGANISATIONS = "organisations", _("Companies")
    CONTACTS = "contacts", _("Contacts")
    ITEMS = "items", _("Items")
    ORDERS = "orders", _("Orders")
    INVOICES = "invoices", _("Invoices")


@dataclass(frozen=True, slots=True)
class Page:
    """Some wishes, and where to go on; put together they are kept together."""

    wishes: list[Any]
    cursor: str


class Driver(Protocol):
    """Talk with the system behind one connector; a `with` closes what it opened.

    Whatever goes wrong on the way is a `channels.drivers.base.WireError`: our sentence,
    and the server's own words.
    """

    connector: "Connector"

    def __enter__(self) -> Self:
        """Nothing is opened before it is needed."""

    def __exit__(self, *_: object) -> None:
        """Let go of the server."""

    def stages(self) -> list[Stage]:
        """The steps to it, for the trial."""

    def changes(self, noun: Noun, cursor: str) -> Iterator[Page]:
        """What has changed since; all of it where the cursor is empty.

        Wishes as ombud/customers/wishes.py and ombud/sales/wishes.py have them.
        The same may come twice.
        """
