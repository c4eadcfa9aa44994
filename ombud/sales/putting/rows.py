"""The part that all nouns share: what is new, what has changed, what is as it was."""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import md5
from typing import Any, Generic, TypeVar

from django.db import transaction
from django.utils import timezone

from ombud.core.actor import Actor
from ombud.core.live import publish
from ombud.core.putting import Report, lots
from ombud.core.upserting import upsert
from ombud.sales.models import Link, LinkState, NumberShape
from ombud.sales.models.outside import OfCustomer, Outside

log = logging.getLogger(__name__)
W = TypeVar("W")
M = TypeVar("M", bound=Outside)
# So many open pages are told of one batch; the others see it when they are opened.
MOST_TOLD = 200


@dataclass
class Sorted(Generic[W, M]):
    """One batch: rows to write, with what was wished of each."""

    rows: list[tuple[M, W]] = field(default_factory=list)
    new: list[tuple[M, W]] = field(default_factory=list)
    same: list[str] = field(default_factory=list)

    @property
    def changed(self) -> list[tuple[M, W]]:
        """Those that were there before."""
        fresh = {id(row) for row, _wish in self.new}
        return [pair for pair in self.rows if id(pair[0]) not in fresh]


def batches(wishes: Iterable[W]) -> Iterator[list[W]]:
    """So many at a time, each number once: the last word counts."""
    for lot in lots(wishes):
        yield list({wish.number: wish for wish in lot}.values())  # type: ignore[attr-defined]


def put_all(
    wishes: Iterable[W],
    put_batch: Callable[[list[W]], Sorted[W, Any]],
    *,
    source: str,
    by: Actor,
) -> Report:
    """Batch after batch; what is done stays done."""
    report = Report()
    for batch in batches(wishes):
        with transaction.atomic():
            done = put_batch(batch)
        report.created += len(done.new)
        report.changed += len(done.rows) - len(done.new)
        report.unchanged += len(done.same)
    log.debug("put %s source=%r by=%r", report, source, by.actor_name)
    return report


def sort(
    model: type[M],
    made: Sequence[tuple[M, W, Any]],
    known: dict[str, str],
) -> Sorted[W, M]:
    """By {number: digest} of what is there; `made` has all that a digest covers."""
    found: Sorted[W, M] = Sorted()
    for row, wish, covered in made:
        row.digest = digest_of(covered)
        before = known.get(row.number)
        if before == row.digest:
            found.same.append(row.number)
            continue
        found.rows.append((row, wish))
        if before is None:
            found.new.append((row, wish))
    return found


def digest_of(covered: Any) -> str:
    """Of everything that was said, and of whom and what it was found to mean."""
    return md5(repr(covered).encode(), usedforsecurity=False).hexdigest()


def write(
    model: type[M],
    found: Sorted[W, M],
    *,
    source: str,
    unique: Sequence[str] = ("number",),
    **scope: Any,
) -> None:
    """Insert or replace; what is as it was is only as fresh as now."""
    now, rows = timezone.now(), [row for row, _wish in found.rows]
    for row in rows:
        row.source, row.fetched_at = source, now
    upsert(rows, unique=unique)
    if found.same:
        same = model._default_manager.filter(number__in=found.same, **scope)
        same.update(fetched_at=now, source=source)
    tell_owners(rows)


def known_digests(
    model: type[Outside], numbers: Iterable[str], **scope: Any
) -> dict[str, str]:
    """{number: digest} of those that are there."""
    found = model._default_manager.filter(number__in=list(numbers), **scope)
    return dict(found.values_list("number", "digest"))


def tell(kind: str, rows: Sequence[Any]) -> None:
    """Open tickets that show one of these look again, and pages of whose they are."""
    if rows:
        tell_owners(rows)
        links = Link.objects.filter(state=LinkState.LINKED, **{f"{kind}__in": rows})
        numbers = links.values_list("ticket__number", flat=True)[:MOST_TOLD]
        publish(*(f"ticket-{number}" for number in numbers))


def tell_owners(rows: Iterable[Any]) -> None:
    """Open pages of the customers who have bought these."""
    topics = dict.fromkeys(topic for row in rows for topic in _owners_of(row))
    if topics:
        publish(*list(topics)[:MOST_TOLD])


def _owners_of(row: Any) -> Iterator[str]:
    if not isinstance(row, OfCustomer):
        return
    if row.contact_id:
        yield f"contact-{row.contact_id}-bought"
    if row.organisation_id:
        yield f"organisation-{row.organisation_id}-bought"


def learn(kind: str, keys: Iterable[str]) -> None:
    """Numbers that are new."""
    NumberShape.objects.learn(kind, [key for key in keys if key])
