"""How to reach a person: any number of addresses and phones, and customer numbers."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction

from ombud.core.models import Installation
from ombud.customers.models.concerns.changeable import Changeable
from ombud.customers.signals import became_reachable
from ombud.lib.phone import normalise, readable
from ombud.users.models import User

if TYPE_CHECKING:
    from ombud.customers.models.phone import ContactPhone

Pair = tuple[str, str]


class Reachable(Changeable):
    """Any number of addresses, phones and customer numbers; the first are the main."""

    if TYPE_CHECKING:
        # Managers of ContactAddress, ContactPhone and ShopAccount; an Organisation.
        addresses: Any
        phones: Any
        accounts: Any
        organisation: Any

    class Meta:
        abstract = True

    @property
    def emails(self) -> list[str]:
        """Their addresses, the main one first; prefetched where a list asked."""
        rows = sorted(self.addresses.all(), key=lambda one: (not one.is_main, one.pk))
        return [one.address for one in rows]

    @property
    def email(self) -> str:
        """Where to write."""
        return next(iter(self.emails), "")

    @property
    def numbers(self) -> "list[ContactPhone]":
        """Their phones, the main one first."""
        return sorted(self.phones.all(), key=lambda one: (not one.is_main, one.pk))

    @property
    def phone(self) -> str:
        """Where to call, as people read it."""
        return next((one.readable for one in self.numbers), "")

    @property
    def region(self) -> str:
        """Where they dial who write no country."""
        company = self.organisation
        return (company.country if company else "") or Installation.current().region

    @transaction.atomic
    def reach_at(
        self,
        *,
        by: User | None,
        emails: Sequence[str] | None = None,
        phones: Sequence[Pair] | None = None,
        accounts: Sequence[Pair] | None = None,
    ) -> None:
        """Have just these: addresses, (number, label), (number, shop)."""
        changes: dict[str, list[Any]] = {}
        if emails is not None:
            changes["emails"] = [self.emails, self._have_emails(emails)]
        if phones is not None:
            old = [one.number for one in self.numbers]
            changes["phones"] = [old, self._have_phones(phones)]
        if accounts is not None:
            had = [one.number for one in self.accounts.order_by("pk")]
            changes["accounts"] = [had, self._have_accounts(accounts)]
        changes = {name: pair for name, pair in changes.items() if pair[0] != pair[1]}
        if changes:
            self.remember(changes, by=by)
        self._tell(emails or [])

    @transaction.atomic
    def add_address(self, address: str, *, by: User | None) -> None:
        """One more address; the first they have is the main one."""
        old = self.emails
        if address.lower() not in {one.lower() for one in old}:
            self.addresses.create(address=address, is_main=not old)
            self.remember({"emails": [old, [*old, address]]}, by=by)
            self._tell([address])

    @transaction.atomic
    def add_phone(self, text: str, *, by: User | None) -> None:
        """One more number, where it is one."""
        number = normalise(text, self.region)
        old = [one.number for one in self.numbers]
        if number and number not in old:
            self.phones.create(number=number, is_main=not old)
            self.remember({"phones": [old, [*old, readable(number)]]}, by=by)

    def _tell(self, addresses: Sequence[str]) -> None:
        """What came from there before may be theirs."""
        if addresses:
            became_reachable.send(type(self), contact=self, addresses=list(addresses))

    def _have_emails(self, wanted: Iterable[str]) -> list[str]:
        rows = {one.address.lower(): one for one in self.addresses.all()}
        new = list({one.lower(): one for one in wanted}.values())
        gone = [row.pk for key, row in rows.items() if key not in map(str.lower, new)]
        self.addresses.filter(pk__in=gone).delete()
        for place, address in enumerate(new):
            self.addresses.update_or_create(
                address__iexact=address,
                defaults={"address": address, "is_main": place == 0},
            )
        return new

    def _have_phones(self, wanted: Iterable[Pair]) -> list[str]:
        new = dict(wanted)
        self.phones.exclude(number__in=new).delete()
        for place, (number, label) in enumerate(new.items()):
            self.phones.update_or_create(
                number=number, defaults={"label": label, "is_main": place == 0}
            )
        return list(new)

    def _have_accounts(self, wanted: Iterable[Pair]) -> list[str]:
        new = dict(wanted)
        self.accounts.exclude(number__in=new).delete()
        for number, shop in new.items():
            self.accounts.update_or_create(number=number, defaults={"shop": shop})
        return list(new)
