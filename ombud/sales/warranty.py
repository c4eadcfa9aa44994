"""How long a warranty runs."""

from calendar import monthrange
from datetime import date


def end_of_warranty(start: date, months: int | None) -> date | None:
    """The last day; 31 January and one month is the last of February."""
    if not months:
        return None
    year, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + year, month + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))
