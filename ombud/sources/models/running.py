"""How an import runs: by a worker, some things at a time, each lot in a transaction."""

import logging
from collections.abc import Iterable
from itertools import islice
from typing import TYPE_CHECKING, Any, Self

from django.db import DatabaseError, OperationalError, models, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from ombud.core.live import publish
from ombud.core.models import Installation
from ombud.core.putting import Report
from ombud.lib.tables import NotATable
from ombud.sources.models.refusal import Refusal
from ombud.sources.models.states import BUSY, ImportState
from ombud.sources.reading import Told, read

LOG = logging.getLogger("ombud.sources")
# More than this, and it is not the rows but the columns that are wrong.
MOST_REFUSED = 20_000
# Things in one transaction.
AT_ONCE = 1000


class Runnable(models.Model):
    """Goes through its file once, however often its job is begun."""

    state = models.CharField(max_length=8, default=ImportState.DRAFT)
    # The last row that is done, and what became of all up to it.
    position = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    # Why it stopped.
    error = models.TextField(blank=True)
    begun_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    if TYPE_CHECKING:
        # Of Import.
        by: Any
        name: Any
        topic: Any
        what: Any
        plan: Any
        opened: Any
        _drop_file: Any

    class Meta:
        abstract = True

    @property
    def is_busy(self) -> bool:
        """Whether a job works on it."""
        return self.state in BUSY

    @property
    def is_trial(self) -> bool:
        """Whether its figures are only what would be."""
        return self.state in (ImportState.TRYING, ImportState.TRIED)

    def locked(self) -> Self:
        """As it is now, and nobody else's until the transaction ends."""
        found: Self = type(self)._default_manager.select_for_update().get(pk=self.pk)
        return found

    def run(self) -> None:
        """Do what is left of it; a killed job's goes on where that ended."""
        language = self.by.language if self.by else ""
        with translation.override(language or Installation.current().language):
            if not self.is_busy:
                return
            try:
                self._go()
            except OperationalError:
                raise
            except (NotATable, OSError, LookupError):
                LOG.exception("import stopped import=%s", self.pk)
                self.refresh_from_db()
                self._stop(_("The file can no longer be read. Upload it again."))

    def _go(self) -> None:
        with self.opened() as file:
            rest = read(file, self.plan, after=self.position)
            while chunk := list(islice(rest, AT_ONCE)):
                if not self._take(chunk):
                    return
        self._end()

    def _take(self, chunk: list[Told]) -> bool:
        """Some things and their figures in one transaction. False: it ends here."""
        with transaction.atomic():
            fresh = self.locked()
            # Stopped, or somebody else has taken up the same job.
            if fresh.position != self.position or not fresh.is_busy:
                return False
            report = self._put(chunk)
            for name in ("created", "changed", "unchanged"):
                setattr(fresh, name, getattr(fresh, name) + getattr(report, name))
            fresh.refused += fresh._refuse(chunk)
            fresh.position = chunk[-1].last
            if fresh.refused > MOST_REFUSED:
                fresh._stop(_("Too many rows cannot be used. Look at the columns."))
            fresh.save()
            publish(fresh.topic)
        self.position, self.state = fresh.position, fresh.state
        return fresh.is_busy

    def _put(self, chunk: list[Told]) -> Report:
        """Those that can be used; what is refused there is noted on them."""
        usable = [told for told in chunk if told.wish is not None]
        try:
            report = self._try(usable)
        except OperationalError:
            raise
        except DatabaseError:
            LOG.exception("import batch refused import=%s", self.pk)
            report = self._one_by_one(usable)
        by_wish = {id(told.wish): told for told in usable}
        for wish, why in report.refused:
            by_wish[id(wish)].refuse(why)
        return report

    def _try(self, told: Iterable[Told]) -> Report:
        kind = self.what
        wishes = [one.wish for one in told]
        with transaction.atomic():
            report = kind.put(wishes, self.by, self.name[:60]) if kind else Report()
            if self.is_trial:
                transaction.set_rollback(True)
        return report

    def _one_by_one(self, usable: list[Told]) -> Report:
        """One that the database will not have holds up no other."""
        report = Report()
        for told in usable:
            try:
                report.add(self._try([told]))
            except OperationalError:
                raise
            except DatabaseError:
                words = _("The database would not take this. Look at its values.")
                report.refused.append((told.wish, words))
        return report

    def _refuse(self, chunk: list[Told]) -> int:
        rows = [
            Refusal(
                run_id=self.pk,
                row=row.number,
                why=why,
                cells=list(map(_shown, row.cells)),
            )
            for told in chunk
            if told.faults
            for row, why in told.refusals()
        ]
        return len(Refusal.objects.bulk_create(rows))

    @transaction.atomic
    def _end(self) -> None:
        fresh = self.locked()
        if not fresh.is_busy:
            return
        is_trial = fresh.state == ImportState.TRYING
        fresh.state = ImportState.TRIED if is_trial else ImportState.DONE
        fresh.finished_at = timezone.now()
        fresh.save()
        if not is_trial:
            transaction.on_commit(fresh._drop_file)
        publish(fresh.topic, "imports")
        LOG.info("import ended import=%s state=%s", fresh.pk, fresh.state)

    def _stop(self, why: str) -> None:
        self.state, self.error = ImportState.STOPPED, why
        self.finished_at = timezone.now()
        self.save()
        publish(self.topic, "imports")


def _shown(cell: Any) -> Any:
    return cell if isinstance(cell, str | int | float | bool | None) else str(cell)
