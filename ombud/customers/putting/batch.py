"""What people and companies go through when they are put, a lot at a time."""

from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from django.db import transaction

from ombud.core.live import gathered_news
from ombud.core.models import Installation
from ombud.core.putting import Report, lots
from ombud.customers.lines import no_phone
from ombud.customers.putting.columns import Setting, Unusable, agents_of, stamp
from ombud.customers.wishes import CustomerWish
from ombud.lib.phone import normalise
from ombud.users.models import User

AT_ONCE = 500
W = TypeVar("W", bound=CustomerWish)


class Batch(Generic[W]):
    """Some wishes, with all that is known of whom they are about."""

    def __init__(self, wishes: Sequence[W], by: User | None, source: str) -> None:
        """Nothing is written yet."""
        self.wishes = wishes
        region = Installation.current().region
        self.setting = Setting(by, source, agents_of(wishes), region)
        self.report = Report()
        self.look_up()

    @classmethod
    def put_all(cls, wishes: Iterable[W], *, by: User | None, source: str) -> Report:
        """Lot after lot; what is done stays done."""
        report = Report()
        for lot in lots(wishes, AT_ONCE):
            with transaction.atomic(), gathered_news():
                report.add(cls(lot, by, source).put())
        return report

    def put(self) -> Report:
        """All of them; what cannot be is refused by itself."""
        for wish in self.wishes:
            try:
                self.one(wish)
            except Unusable as no:
                self.report.refused.append((wish, str(no)))
        self.write_new()
        stamp(self.setting)
        return self.report

    def phone(self, text: str, country: str = "") -> str:
        """E.164, dialled from that country, else from ours."""
        number = normalise(text, country or self.setting.region)
        if not number:
            raise Unusable(no_phone(text))
        return number

    def look_up(self) -> None:
        """Read what is known; a fixed number of statements."""
        raise NotImplementedError

    def one(self, wish: W) -> None:
        """Change whom it is about, or begin them; Unusable where neither can be."""
        raise NotImplementedError

    def write_new(self) -> None:
        """Those that were begun."""
        raise NotImplementedError
