"""Companies, by customer number or name."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from ombud.core.live import publish
from ombud.core.putting import Report
from ombud.customers.models import Organisation
from ombud.customers.putting.batch import Batch
from ombud.customers.putting.columns import (
    Unusable,
    columns_of,
    mark,
    tell_new,
)
from ombud.customers.putting.companies import by_folded, folded, plain
from ombud.customers.wishes import OrganisationWish
from ombud.lib.mail_domains import domain_of, is_public
from ombud.users.models import User


def put_organisations(
    wishes: Iterable[OrganisationWish], *, by: User | None, source: str = ""
) -> Report:
    """Add those that are new, change what differs. `source`: who says it for good."""
    return _Batch.put_all(wishes, by=by, source=source)


class _Batch(Batch[OrganisationWish]):
    """Some wishes, with all that is known of the companies they name."""

    def look_up(self) -> None:
        wishes = self.wishes
        self.folded = folded(plain(one.name or "") for one in wishes)
        self.names = by_folded(self.folded.values())
        self.numbers = _by_number(wishes)
        self.domains = _by_domain(wishes)
        self.new: list[Organisation] = []

    def write_new(self) -> None:
        Organisation.objects.bulk_create(self.new)
        tell_new("organisation", self.new, self.setting)
        if self.new:
            publish("customers")

    def one(self, wish: OrganisationWish) -> None:
        key = self.folded.get(plain(wish.name or ""), "")
        found = self._known(wish, key)
        if found is None and not key:
            raise Unusable(_("The company has no name."))
        row = found or Organisation()
        said = self._said(wish, row)
        if row.pk is None:
            for column, value in mark(said, row, self.setting).items():
                setattr(row, column, value)
            if found is None:
                self.new.append(row)
                self.report.created += 1
        elif row.change(by=self.setting.by, **mark(said, row, self.setting)):
            self.report.changed += 1
        else:
            self.report.unchanged += 1
        self._learn(row, key)

    def _known(self, wish: OrganisationWish, key: str) -> Organisation | None:
        """By number; by name only where that has no other number."""
        by_number = self.numbers.get(wish.number.lower()) if wish.number else None
        if by_number:
            return by_number
        named = self.names.get(key)
        if named and wish.number and named.number:
            return None
        return named

    def _said(self, wish: OrganisationWish, row: Organisation) -> dict[str, Any]:
        columns = ("number", "vat_id", "terms", "country")
        said = columns_of(wish, columns, self.setting)
        if "country" in said:
            said["country"] = said["country"].upper()
        if wish.phone:
            said["phone"] = self.phone(wish.phone, said.get("country", ""))
        if wish.domains:
            said["domains"] = self._domains(wish.domains, row)
        return said

    def _domains(self, words: Sequence[str], row: Organisation) -> list[str]:
        found = list(dict.fromkeys(domain_of(one) or one.lower() for one in words))
        for domain in found:
            if is_public(domain) or "." not in domain:
                text = _("“%(domain)s” is no domain of a company's own.")
                raise Unusable(text % {"domain": domain})
            if (other := self.domains.get(domain, row)) is not row and other != row:
                text = _("The domain %(domain)s belongs to %(name)s already.")
                raise Unusable(text % {"domain": domain, "name": other})
        return found

    def _learn(self, row: Organisation, key: str) -> None:
        if row.number:
            self.numbers[row.number.lower()] = row
        self.names.setdefault(key, row)
        self.domains |= dict.fromkeys(row.domains, row)


def _by_number(wishes: Sequence[OrganisationWish]) -> dict[str, Organisation]:
    wanted = [one.number.lower() for one in wishes if one.number]
    living = Organisation.objects.living().alias(small=Lower("number"))
    found = living.filter(small__in=wanted).exclude(number="") if wanted else []
    return {one.number.lower(): one for one in found}


def _by_domain(wishes: Sequence[OrganisationWish]) -> dict[str, Organisation]:
    wanted = [
        domain_of(each) or each.lower() for one in wishes for each in one.domains or ()
    ]
    living = Organisation.objects.living()
    found = living.filter(domains__overlap=wanted) if wanted else []
    return {domain: one for one in found for domain in one.domains}
