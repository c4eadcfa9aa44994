"""Time zones by their names."""

import zoneinfo
from functools import lru_cache


@lru_cache(maxsize=100)
def zone_named(name: str) -> zoneinfo.ZoneInfo:
    """The zone, or UTC where the name is unknown."""
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return zoneinfo.ZoneInfo("UTC")
