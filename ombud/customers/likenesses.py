"""Which records may be the same: found by statements over indexes, kept with evidence.

Each kind of evidence is one statement that gives pairs. All of them are run every night
over what has changed since, and for one record when it is saved; the page only reads.
What somebody has denied stays denied, whatever is found later.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ombud.core.statements import ask
from ombud.customers.forms import Customer
from ombud.customers.kinds import KINDS
from ombud.customers.models import Change, Likeness, Looked
from ombud.lib.mail_domains import PUBLIC
from ombud.lib.phone import readable
from ombud.users.models import User

# How much each evidence says; together at most nine.
WEIGHTS = {"phone": 3, "number": 3, "domain": 3, "vat": 4, "company": 2, "name": 1}
MOST_PAIRS = 5000
# Of records looked at in one run; the rest comes the next night.
MOST_RECORDS = 20_000
# Rows with lower ids may have been committed since: those are looked at once more.
OVERLAP = 200
NEAR = 0.6
MOST_SHOWN = 50
# A number that more people share is a switchboard.
SHARED = 4

THRESHOLD = """
SELECT set_config('pg_trgm.similarity_threshold', %(near)s, true)
"""
PHONE = """
SELECT LEAST(a.contact_id, b.contact_id), GREATEST(a.contact_id, b.contact_id), a.number
FROM customers_contactphone a
JOIN customers_contactphone b ON b.number = a.number AND b.contact_id <> a.contact_id
WHERE a.contact_id = ANY(%(ids)s)
  AND %(shared)s >= (
    SELECT count(*) FROM customers_contactphone c WHERE c.number = a.number
  )
"""
NUMBER = """
SELECT LEAST(a.contact_id, b.contact_id), GREATEST(a.contact_id, b.contact_id), a.number
FROM customers_shopaccount a
JOIN customers_shopaccount b
  ON lower(b.number) = lower(a.number) AND b.contact_id <> a.contact_id
WHERE a.contact_id = ANY(%(ids)s)
"""
# The same name, with addresses at the same company.
DOMAIN = """
SELECT LEAST(a.id, b.id), GREATEST(a.id, b.id), split_part(lower(x.address), '@', 2)
FROM customers_contact a
JOIN customers_contact b ON b.folded = a.folded AND b.id <> a.id
JOIN customers_contactaddress x ON x.contact_id = a.id
JOIN customers_contactaddress y ON y.contact_id = b.id
  AND split_part(lower(y.address), '@', 2) = split_part(lower(x.address), '@', 2)
WHERE a.id = ANY(%(ids)s) AND length(a.name) > 2
  AND split_part(lower(x.address), '@', 2) <> ALL(%(public)s)
"""
# Nearly the same name; it says more in the same company.
NAME = """
SELECT LEAST(a.id, b.id), GREATEST(a.id, b.id),
       similarity(a.folded, b.folded)
FROM customers_contact a
JOIN customers_contact b
  ON b.folded %% a.folded AND b.id <> a.id
WHERE a.id = ANY(%(ids)s)
  AND similarity(a.folded, b.folded) >= %(near)s
"""
COMPANY = """
SELECT LEAST(a.id, b.id), GREATEST(a.id, b.id), company.name
FROM customers_contact a
JOIN customers_contact b
  ON b.organisation_id = a.organisation_id AND b.id <> a.id
 AND similarity(a.folded, b.folded) >= %(near)s
JOIN customers_organisation company ON company.id = a.organisation_id
WHERE a.id = ANY(%(ids)s)
"""
COMPANY_NAME = NAME.replace("customers_contact", "customers_organisation")
COMPANY_VAT = """
SELECT LEAST(a.id, b.id), GREATEST(a.id, b.id), a.vat_id
FROM customers_organisation a
JOIN customers_organisation b ON b.vat_id = a.vat_id AND b.id <> a.id
WHERE a.id = ANY(%(ids)s) AND a.vat_id <> ''
"""
COMPANY_NUMBER = """
SELECT LEAST(a.id, b.id), GREATEST(a.id, b.id), a.number
FROM customers_organisation a
JOIN customers_organisation b ON lower(b.number) = lower(a.number) AND b.number <> ''
  AND b.id <> a.id
WHERE a.id = ANY(%(ids)s) AND a.number <> ''
"""
COMPANY_DOMAIN = """
SELECT LEAST(a.id, b.id), GREATEST(a.id, b.id), a.domains[1]
FROM customers_organisation a
JOIN customers_organisation b ON b.domains && a.domains AND b.id <> a.id
WHERE a.id = ANY(%(ids)s)
"""
FOR = {
    "contact": {
        "phone": PHONE,
        "number": NUMBER,
        "domain": DOMAIN,
        "company": COMPANY,
        "name": NAME,
    },
    "organisation": {
        "vat": COMPANY_VAT,
        "number": COMPANY_NUMBER,
        "domain": COMPANY_DOMAIN,
        "name": COMPANY_NAME,
    },
}
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Likely:
    """A pair as the page shows it."""

    likeness: Likeness
    first: Customer
    second: Customer

    @property
    def reasons(self) -> list[str]:
        """The evidence, in words."""
        return list(_words(self.likeness.evidence))


def look(noun: str, ids: Iterable[int]) -> int:
    """Find what may be the same as these records, and keep it; gives how many pairs."""
    wanted = list(ids)[:MOST_RECORDS]
    found: dict[Pair, dict[str, Any]] = {}
    values = {"ids": wanted, "shared": SHARED, "near": NEAR, "public": sorted(PUBLIC)}
    with transaction.atomic():
        # So the index leaves out at once what is less alike.
        ask(THRESHOLD, {"near": str(NEAR)})
        for evidence, statement in FOR[noun].items():
            limited = f"{statement} LIMIT {MOST_PAIRS}"
            for first, second, what in ask(limited, values):
                found.setdefault((first, second), {})[evidence] = what
    living = set(_living(noun, {pk for pair in found for pk in pair}))
    rows = [
        Likeness(
            noun=noun,
            first=first,
            second=second,
            evidence=evidence,
            weight=min(9, sum(WEIGHTS[name] for name in evidence)),
        )
        for (first, second), evidence in found.items()
        if {first, second} <= living
    ]
    Likeness.objects.bulk_create(
        rows,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["noun", "first", "second"],
        update_fields=["evidence", "weight", "found_at"],
    )
    return len(rows)


def look_at_changed(noun: str) -> int:
    """The same for all that was made or changed since the last time, the oldest first.

    What is too much for one night is left to the next: an import of a hundred thousand
    takes five.
    """
    mark = Looked.objects.get_or_create(noun=noun)[0]
    living = KINDS[noun].model.objects.living()
    records = living.filter(pk__gt=mark.record - OVERLAP).order_by("pk")
    made = list(records.values_list("pk", flat=True)[:MOST_RECORDS])
    of_noun = Change.objects.filter(**{f"{noun}__isnull": False})
    rows = of_noun.filter(pk__gt=mark.change - OVERLAP).order_by("pk")
    changed = list(rows.values_list("pk", noun)[:MOST_RECORDS])
    new, known = set(made), {pk for _change, pk in changed if pk <= mark.record}
    ids = sorted(new | set(_living(noun, known)))
    found = sum(look(noun, ids[at : at + 500]) for at in range(0, len(ids), 500))
    mark.record = max([mark.record, *made])
    mark.change = max([mark.change, *(change for change, _pk in changed)])
    mark.save(update_fields=["record", "change"])
    return found


def likely_pairs(noun: str, reader: User, *, after: str = "") -> Iterator[Likely]:
    """What nobody has decided yet, the surest first; three queries."""
    rows = Likeness.objects.filter(noun=noun, denied_at=None)
    weight, _dash, pk = after.partition("-")
    if weight.isdecimal() and pk.isdecimal():
        lighter = rows.filter(weight__lte=int(weight))
        rows = lighter.exclude(weight=int(weight), pk__gte=int(pk))
    return _with_records(
        noun, list(rows.order_by("-weight", "-pk")[:MOST_SHOWN]), reader
    )


def like(customer: Customer, reader: User) -> list[Likely]:
    """Who may be the same as this one."""
    rows = Likeness.objects.filter(noun=customer.noun, denied_at=None)
    mine = rows.filter(first=customer.pk) | rows.filter(second=customer.pk)
    found = list(mine.order_by("-weight", "-pk")[:5])
    return list(_with_records(customer.noun, found, reader))


def _with_records(noun: str, rows: list[Likeness], reader: User) -> Iterator[Likely]:
    """With both records; a pair of which one is gone is none."""
    seen = KINDS[noun].model.objects.visible_to(reader)
    if noun == "contact":
        seen = seen.for_rows()
    known = seen.in_bulk({pk for row in rows for pk in (row.first, row.second)})
    for row in rows:
        if row.first in known and row.second in known:
            yield Likely(row, known[row.first], known[row.second])


def _living(noun: str, ids: set[int]) -> Iterable[int]:
    living = KINDS[noun].model.objects.living()
    found: Iterable[int] = living.filter(pk__in=ids).values_list("pk", flat=True)
    return found


def _words(evidence: dict[str, Any]) -> Iterator[str]:
    for name in sorted(evidence, key=list(WEIGHTS).index):
        what = evidence[name]
        match name:
            case "phone":
                yield _("Same phone %(number)s") % {"number": readable(what)}
            case "number":
                yield _("Same customer number %(number)s") % {"number": what}
            case "vat":
                yield _("Same VAT number %(number)s") % {"number": what}
            case "domain":
                yield _("Same domain %(domain)s") % {"domain": what}
            case "company":
                yield _("Both at %(company)s") % {"company": what}
            case "name" if what >= 1:
                yield _("Same name")
            case "name":
                yield _("Nearly the same name")
