"""People, by customer number or address."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from ombud.core.live import publish
from ombud.core.putting import Report
from ombud.core.statements import ask
from ombud.customers.lines import no_address
from ombud.customers.models import (
    Contact,
    ContactAddress,
    ContactPhone,
    ShopAccount,
)
from ombud.customers.putting.batch import Batch
from ombud.customers.putting.columns import (
    Unusable,
    columns_of,
    mark,
    tell_new,
)
from ombud.customers.putting.companies import companies_named, plain
from ombud.customers.signals import many_became_reachable
from ombud.customers.wishes import ContactWish, Pair
from ombud.users.models import User

BY_NUMBER = """
SELECT lower(number), contact_id FROM customers_shopaccount
WHERE lower(number) = ANY(%s) ORDER BY id DESC
"""
BY_ADDRESS = """
SELECT lower(address), contact_id FROM customers_contactaddress
WHERE lower(address) = ANY(%s)
"""


def put_contacts(
    wishes: Iterable[ContactWish], *, by: User | None, source: str = ""
) -> Report:
    """Add those that are new, change what differs. `source`: who says it for good."""
    return _Batch.put_all(wishes, by=by, source=source)


class _Batch(Batch[ContactWish]):
    """Some wishes, with all that is known of whom they are about."""

    def look_up(self) -> None:
        wishes = self.wishes
        numbers = [one.number.lower() for one in wishes if one.number]
        addresses = [mail.lower() for one in wishes for mail in one.emails]
        self.numbers = dict(ask(BY_NUMBER, [numbers])) if numbers else {}
        self.addresses = dict(ask(BY_ADDRESS, [addresses])) if addresses else {}
        ids = {*self.numbers.values(), *self.addresses.values()}
        self.contacts = Contact.objects.for_rows().in_bulk(ids)
        names = [one.company for one in wishes if one.company]
        self.companies = companies_named(names, self.setting)
        # Who is new: the person, and what was said of them.
        self.new: dict[int, tuple[Contact, ContactWish]] = {}

    def one(self, wish: ContactWish) -> None:
        emails = [_address(one) for one in wish.emails]
        phones = [(self.phone(text), label) for text, label in wish.phones]
        pk = self._found(wish, emails)
        said = columns_of(wish, ("role",), self.setting)
        if company := self.companies.get(plain(wish.company or "")):
            said["organisation"] = company
        if pk is None or pk < 0:
            self._begin(pk, wish, said, emails, phones)
        else:
            self._change(self.contacts[pk], wish, said, emails, phones)

    def _found(self, wish: ContactWish, emails: list[str]) -> int | None:
        """Whom it is about; below zero: somebody who is new in this batch."""
        owners = {self.addresses.get(one.lower()) for one in emails} - {None}
        known = self.numbers.get(wish.number.lower()) if wish.number else None
        found = {*owners, known} - {None}
        if len(found) > 1:
            taken = next(
                one
                for one in emails
                if self.addresses.get(one.lower()) not in (None, known)
            )
            words = _("%(address)s belongs to somebody else. Link or merge the two.")
            raise Unusable(words % {"address": taken})
        if not (wish.number or emails):
            raise Unusable(
                _("Neither a customer number nor an e-mail address is given.")
            )
        return next(iter(found), None)

    def _begin(
        self,
        pk: int | None,
        wish: ContactWish,
        said: dict[str, Any],
        emails: list[str],
        phones: list[Pair],
    ) -> None:
        """Somebody new, or once more somebody who is new in this batch."""
        name = said.get("name") or next(iter(emails), "") or wish.number
        if pk is None:
            row, pk = Contact(), -1 - len(self.new)
            row.said = {"emails": {}, "phones": {}, "numbers": {}}  # type: ignore[attr-defined]
            self.report.created += 1
            self.new[pk] = (row, wish)
        row = self.new[pk][0]
        for column, value in mark({**said, "name": name}, row, self.setting).items():
            setattr(row, column, value)
        self._claim(row, pk, wish, emails, phones)

    def _claim(
        self,
        row: Any,
        pk: int,
        wish: ContactWish,
        emails: list[str],
        phones: list[Pair],
    ) -> None:
        row.said["emails"] |= {one.lower(): one for one in emails}
        row.said["phones"] |= dict(phones)
        self.addresses |= dict.fromkeys(map(str.lower, emails), pk)
        if wish.number:
            row.said["numbers"][wish.number.lower()] = wish.number
            self.numbers[wish.number.lower()] = pk

    def _change(
        self,
        contact: Contact,
        wish: ContactWish,
        said: dict[str, Any],
        emails: list[str],
        phones: list[Pair],
    ) -> None:
        """By the verbs, and only where something differs."""
        by = self.setting.by
        changed = contact.change(by=by, **mark(said, contact, self.setting))
        more = [*contact.emails, *_missing(emails, contact.emails)]
        known = [(one.number, one.label) for one in contact.numbers]
        have = {number for number, _label in known}
        calls = [*known, *(one for one in phones if one[0] not in have)]
        if len(more) > len(contact.emails) or len(calls) > len(known):
            contact.reach_at(by=by, emails=more, phones=calls)
            changed["emails"] = []
        if wish.number and wish.number.lower() not in self.numbers:
            contact.accounts.create(number=wish.number)
            contact.remember({"accounts": [None, wish.number]}, by=by)
            changed["accounts"] = []
        self.numbers |= {wish.number.lower(): contact.pk} if wish.number else {}
        self.addresses |= dict.fromkeys(map(str.lower, emails), contact.pk)
        if changed:
            self.report.changed += 1
        else:
            self.report.unchanged += 1

    def write_new(self) -> None:
        rows: list[Any] = [row for row, _wish in self.new.values()]
        if not rows:
            return
        Contact.objects.bulk_create(rows)
        tell_new("contact", rows, self.setting)
        ContactAddress.objects.bulk_create(
            ContactAddress(contact=row, address=mail, is_main=place == 0)
            for row in rows
            for place, mail in enumerate(row.said["emails"].values())
        )
        ContactPhone.objects.bulk_create(
            ContactPhone(contact=row, number=number, label=label, is_main=place == 0)
            for row in rows
            for place, (number, label) in enumerate(row.said["phones"].items())
        )
        ShopAccount.objects.bulk_create(
            ShopAccount(contact=row, number=number)
            for row in rows
            for number in row.said["numbers"].values()
        )
        reachable = [row.pk for row in rows if row.said["emails"]]
        many_became_reachable.send(Contact, contacts=reachable)
        publish("customers")


def _address(mail: str) -> str:
    try:
        validate_email(mail)
    except ValidationError as error:
        raise Unusable(no_address(mail)) from error
    return mail


def _missing(wanted: list[str], have: list[str]) -> list[str]:
    small = {one.lower() for one in have}
    return [one for one in wanted if one.lower() not in small]
