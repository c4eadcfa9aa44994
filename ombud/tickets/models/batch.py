"""One wish for many tickets: done by a job, one ticket after the other."""

import logging
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import OperationalError, models, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ombud.core.live import publish
from ombud.core.models import Installation
from ombud.tickets.models.batch_steps import take_step
from ombud.tickets.models.entry import Entry
from ombud.tickets.models.ticket import Ticket, TicketQuerySet
from ombud.users.models import User
from ombud.workflows.forms import FieldsWrong
from ombud.workflows.models import ActionNotAllowed

LOG = logging.getLogger("ombud.tickets")
# Whoever wants more than this narrows the list, or takes the next so many after it.
MOST = 2000
# In results, where nothing was refused.
CHANGED, SAME = "", "="
# So many tickets between two pieces of news for the page.
BEAT = 10


class BatchKind(models.TextChoices):
    """What is wished for."""

    ACTION = "action", gettext_lazy("Action")
    ASSIGN = "assign", gettext_lazy("Assign")
    TAGS = "tags", gettext_lazy("Change tags")
    PRIORITY = "priority", gettext_lazy("Priority")
    TYPE = "type", gettext_lazy("Change type")
    SLEEP = "sleep", gettext_lazy("Put to sleep")
    DELETE = "delete", gettext_lazy("Move to the bin")
    RESTORE = "restore", gettext_lazy("Restore")
    ANSWER = "answer", gettext_lazy("Answer and solve")


def kind_choices() -> list[tuple[str, str]]:
    """A callable, so that a new kind makes no migration."""
    return [(value, str(label)) for value, label in BatchKind.choices]


class BatchQuerySet(models.QuerySet["Batch"]):
    """Making and finding batches."""

    @transaction.atomic
    def begin(  # a wish, for which tickets, by whom
        self,
        *,
        by: User,
        kind: str,
        numbers: Iterable[int],
        key: UUID,
        action: str = "",
        values: dict[str, Any] | None = None,
        label: str = "",
    ) -> "Batch":
        """The batch, and its job. The same key twice is one batch."""
        batch, is_new = self.get_or_create(
            by=by,
            key=key,
            defaults={
                "kind": kind,
                "action": action,
                "values": values or {},
                "label": label[:120],
                "numbers": list(dict.fromkeys(numbers))[:MOST],
            },
        )
        if is_new:
            self.filter(by=by, is_shown=True).exclude(pk=batch.pk).filter(
                finished_at__isnull=False
            ).update(is_shown=False)
            _defer("run_batch", batch)
            batch.announce()
        return batch

    def shown_to(self, user: User) -> "BatchQuerySet":
        """What stands in the corner of this agent's pages; along its own index."""
        return self.filter(by=user, is_shown=True)


class Batch(models.Model):
    """One wish for many tickets, with what became of it on each."""

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="batches",
        db_index=False,  # the constraint below begins with it
    )
    # Two clicks on the same button are one batch.
    key = models.UUIDField()
    kind = models.CharField(max_length=8, choices=kind_choices)
    action = models.CharField(max_length=60, blank=True)
    # As the button said it then.
    label = models.CharField(max_length=120, blank=True)
    values = models.JSONField(default=dict)
    numbers = ArrayField(models.BigIntegerField())
    # {number: CHANGED, SAME or the sentence that says why not}
    results = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)
    # The way back: since when it is asked for, {number: CHANGED or why not}, its end.
    undo_asked_at = models.DateTimeField(null=True)
    undo_results = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True)
    is_shown = models.BooleanField(default=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "batches"
        constraints = [
            models.UniqueConstraint(fields=["by", "key"], name="one_batch_a_key")
        ]
        indexes = [
            models.Index(
                fields=["by"],
                name="batch_shown",
                condition=models.Q(is_shown=True),
            ),
            models.Index(fields=["by", "-created_at", "-id"], name="batch_history"),
        ]

    def __str__(self) -> str:
        return f"batch {self.pk}"

    @property
    def topic(self) -> str:
        """What pages listen to."""
        return f"batch-{self.pk}"

    @property
    def is_busy(self) -> bool:
        """Whether a job still works on it."""
        return not self.finished_at or bool(self.undo_asked_at and not self.undone_at)

    @property
    def total(self) -> int:
        """How many tickets it is about."""
        return len(self.numbers)

    @property
    def done(self) -> int:
        """How many of them it has come to."""
        return len(self.undo_results if self.undo_asked_at else self.results)

    @property
    def due(self) -> int:
        """How many it has to come to: on the way back, those that were changed."""
        return self.changed if self.undo_asked_at else self.total

    @property
    def changed(self) -> int:
        """On how many something is different."""
        return sum(result == CHANGED for result in self.results.values())

    @property
    def same(self) -> int:
        """How many were so already."""
        return sum(result == SAME for result in self.results.values())

    @property
    def restored(self) -> int:
        """How many are again as they were."""
        return sum(result == CHANGED for result in self.undo_results.values())

    @property
    def refused(self) -> list[tuple[int, str]]:
        """Which tickets it did not change, each with the reason."""
        return _refused(self.results)

    @property
    def kept(self) -> list[tuple[int, str]]:
        """Which tickets it could not take back, each with the reason."""
        return _refused(self.undo_results)

    @property
    def why_not_undo(self) -> str:
        """Why it cannot be taken back; empty where it can."""
        if self.undo_asked_at:
            return _("This was taken back already.")
        if not self.finished_at:
            return _("This is not finished yet.")
        if not self.changed:
            return _("There is nothing in it to take back.")
        return ""

    def run(self) -> None:
        """Do it on every ticket it has not come to; a killed job's goes on here."""
        with translation.override(self.by.language or Installation.current().language):
            for number in self.numbers:
                self._each("results", number, self._change)
        self._end("finished_at")

    @transaction.atomic
    def undo(self, *, by: User) -> None:
        """Take all of it back, by a job; asked twice is asked once."""
        batch = Batch.objects.select_for_update().get(pk=self.pk)
        if by.pk != batch.by_id:
            raise ActionNotAllowed(_("You may not take this back."), never=True)
        if batch.undo_asked_at:
            return
        if why := batch.why_not_undo:
            raise ActionNotAllowed(why)
        batch.undo_asked_at, batch.is_shown = timezone.now(), True
        batch.save(update_fields=["undo_asked_at", "is_shown"])
        _defer("undo_batch", batch)
        batch.announce()

    def run_undo(self) -> None:
        """Take back what still stands, newest first; the rest says why it stays."""
        changed = [n for n in self.numbers if self.results.get(str(n)) == CHANGED]
        with translation.override(self.by.language or Installation.current().language):
            for number in reversed(changed):
                self._each("undo_results", number, self._restore)
        self._end("undone_at")

    def dismiss(self) -> None:
        """Out of the corner; the history keeps it."""
        self.is_shown = False
        self.save(update_fields=["is_shown"])

    def announce(self) -> None:
        """Tell the pages of whoever wished for it."""
        publish(self.topic, f"user-{self.by_id}")

    def _each(
        self, column: str, number: int, act: Callable[[int], Entry | None]
    ) -> None:
        """One ticket in one transaction, together with what became of it."""
        if str(number) in getattr(self, column):
            return
        with transaction.atomic():
            # Whoever has taken up the same job waits here, and then passes it over.
            fresh = Batch.objects.select_for_update().get(pk=self.pk)
            results = getattr(fresh, column)
            if str(number) not in results:
                results[str(number)] = self._result(number, act)
                fresh.save(update_fields=[column])
                if len(results) % BEAT == 0:
                    publish(self.topic)
            setattr(self, column, results)

    def _result(self, number: int, act: Callable[[int], Entry | None]) -> str:
        try:
            with transaction.atomic():
                return SAME if act(number) is None else CHANGED
        except (ActionNotAllowed, FieldsWrong) as no:
            return str(no)
        except OperationalError:
            raise
        except Exception:
            LOG.exception("batch step failed batch=%s ticket=%s", self.pk, number)
            return _("That did not work. Nothing was changed.")

    def _change(self, number: int) -> Entry | None:
        visible = self._tickets.filter(number=number).first()
        if visible is None:
            raise ActionNotAllowed(_("You see no ticket of that number."))
        entry = take_step(visible.locked(), self, by=self.by)
        if entry:
            entry.batch = self
            entry.save(update_fields=["batch"])
        return entry if entry and (entry.changes or entry.text) else None

    @property
    def _tickets(self) -> TicketQuerySet:
        """Where its tickets are looked for."""
        if self.kind == BatchKind.RESTORE:
            return Ticket.objects.in_bin_of(self.by)
        return Ticket.objects.visible_to(self.by)

    def _restore(self, number: int) -> Entry | None:
        entry = Entry.objects.filter(batch=self, ticket__number=number).first()
        if entry is None:
            raise ActionNotAllowed(_("This can no longer be taken back."))
        return entry.ticket.undo(entry, by=self.by)

    def _end(self, column: str) -> None:
        Batch.objects.filter(pk=self.pk, **{column: None}).update(
            **{column: timezone.now()}
        )
        self.announce()


def _refused(results: dict[str, str]) -> list[tuple[int, str]]:
    return list(_reasons(results))


def _reasons(results: dict[str, str]) -> Iterator[tuple[int, str]]:
    for number, result in results.items():
        if result not in {CHANGED, SAME}:
            yield int(number), result


def _defer(task: str, batch: Batch) -> None:
    """In the same transaction as the row."""
    from procrastinate.contrib.django import app

    app.configure_task(f"ombud.tickets.jobs.{task}").defer(batch_id=batch.pk)
