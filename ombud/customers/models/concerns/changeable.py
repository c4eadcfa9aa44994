"""A change of a customer has one door: who, when, from what to what."""

from typing import Any

from django.db import models, transaction

from ombud.core.live import publish
from ombud.customers.waking import look_again
from ombud.users.models import User

# What makes it like another record.
TELLING = {
    "name",
    "organisation",
    "emails",
    "phones",
    "accounts",
    "number",
    "vat_id",
    "domains",
}


def plain(value: Any) -> Any:
    """How a value stands in the history: a row by its name."""
    return str(value) if isinstance(value, models.Model) else value


class Changeable(models.Model):
    """A change of a customer has one door: who, when, from what to what."""

    # "contact" or "organisation": the column of Change, and the word in addresses.
    noun = ""

    class Meta:
        abstract = True

    @transaction.atomic
    def change(self, *, by: User | None, **values: Any) -> dict[str, list[Any]]:
        """Set those columns that differ; gives {column: [old, new]}."""
        changes = {}
        for name, new in values.items():
            old = getattr(self, name)
            if old != new:
                setattr(self, name, new)
                changes[name] = [plain(old), plain(new)]
        if changes:
            self.save(update_fields=list(changes))
            self.remember(changes, by=by)
        return changes

    def remember(self, changes: dict[str, list[Any]], *, by: User | None) -> None:
        """Keep what has changed, and tell open pages."""
        from ombud.customers.models.change import Change

        Change.objects.create(**{self.noun: self}, by=by, changes=changes)
        if changes.keys() & TELLING:
            look_again(self.noun, self.pk)
        self.announce()

    def announce(self) -> None:
        """Tell open pages to look again, once the transaction is committed."""
        publish("customers", f"{self.noun}-{self.pk}")
