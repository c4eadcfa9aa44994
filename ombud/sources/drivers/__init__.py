"""Talk with other systems: one driver a product."""

from typing import TYPE_CHECKING

from ombud.sources.drivers.base import Driver, Noun, Page
from ombud.sources.drivers.tryton import TrytonDriver

if TYPE_CHECKING:
    from ombud.sources.models import Connector

DRIVERS: dict[str, type[TrytonDriver]] = {"tryton": TrytonDriver}
NAMES = {"tryton": "Tryton"}

__all__ = ["DRIVERS", "NAMES", "Driver", "Noun", "Page", "driver_for"]


def driver_for(connector: "Connector") -> Driver:
    """The driver of that product; use it in a `with`."""
    return DRIVERS[connector.driver](connector)
