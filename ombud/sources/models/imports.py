"""A file that is brought in: how it is understood, and what became of it."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import timedelta
from itertools import islice
from typing import Any, BinaryIO
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ombud.core.addresses import address
from ombud.core.live import publish
from ombud.core.models import Installation
from ombud.lib.readings import LOCALES, Custom
from ombud.lib.tables import Layout, headings, look
from ombud.sources.guessing import guess, key_of
from ombud.sources.kinds import Kind, find_kind, kinds_for
from ombud.sources.manner import Manner
from ombud.sources.models.running import Runnable
from ombud.sources.models.states import BUSY, OPEN, ImportState
from ombud.sources.reading import Plan, Told, read
from ombud.users.models import User

LOG = logging.getLogger("ombud.sources")
MOST_BYTES = 300 * 1024 * 1024
# Things that tell how numbers and dates are written there.
GUESSED_FROM = 20
# Files that nobody has brought in, and refused rows, hold personal data.
KEPT = timedelta(days=30)
JOB = "ombud.sources.jobs.run_import"


class ImportQuerySet(models.QuerySet["Import"]):
    """Beginning and finding imports."""

    def visible_to(self, reader: User) -> "ImportQuerySet":
        """What holds such things as they may change by hand too."""
        return self.filter(kind__in=[kind.slug for kind in kinds_for(reader)])

    def begin(self, file: "File[bytes]", kind: Kind, *, by: User | None) -> "Import":
        """Keep the file, and guess how it is to be read. NotATable where it is none."""
        layout = look(file)  # type: ignore[arg-type]  # it reads and seeks
        words = headings(file, layout)  # type: ignore[arg-type]
        file.seek(0)
        made = Import(
            by=by,
            kind=kind.slug,
            name=str(file.name or "")[-200:],
            size=file.size,
            layout=asdict(layout),
            locale=Installation.current().language.replace("en-gb", "en_GB"),
            file=default_storage.save(f"imports/{uuid4()}", file),
        )
        made.understand(words)
        made.guess_locale()
        made.save()
        return made

    def outlived(self) -> "ImportQuerySet":
        """Whose file or refused rows have been kept long enough."""
        old = self.filter(created_at__lt=timezone.now() - KEPT)
        return old.exclude(state__in=BUSY)


class Import(Runnable):
    """A file that is brought in: how it is understood, and what became of it."""

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    kind = models.CharField(max_length=60)
    name = models.CharField(gettext_lazy("file"), max_length=200)
    size = models.PositiveBigIntegerField(default=0)
    # Where the storage has it; empty once it is brought in.
    file = models.CharField(max_length=200, blank=True)
    # See lib/tables.py.
    layout = models.JSONField(default=dict)
    locale = models.CharField(max_length=10, default="en_GB")
    currency = models.CharField(max_length=3, default="EUR")
    headings = models.JSONField(default=list)
    headings_key = models.CharField(max_length=32)
    # What each column means; empty for those that are left out.
    mapping = models.JSONField(default=list)
    created_at = models.DateTimeField(default=timezone.now)

    objects = ImportQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["kind", "headings_key", "-id"], name="import_mapping")
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Its page."""
        return address("import", self.pk)

    @property
    def topic(self) -> str:
        """What pages listen to."""
        return f"import-{self.pk}"

    @property
    def state_label(self) -> str:
        """How far it has come, in words."""
        return str(ImportState(self.state).label)

    @property
    def is_open(self) -> bool:
        """Whether it can still be set up and begun."""
        return self.state in OPEN

    @property
    def about(self) -> int:
        """How many rows there are, as far as one knows."""
        counted = int(self.layout.get("about", 0))
        return max(counted, self.position - 1 if self.position else 0)

    @property
    def what(self) -> Kind | None:
        """What it holds."""
        return find_kind(self.kind)

    @property
    def of(self) -> Layout:
        """How the file is read."""
        known = dict(self.layout)
        return Layout(**{**known, "sheets": tuple(known.get("sheets", ()))})

    @property
    def plan(self) -> Plan:
        """All that is needed to read it. NotATable where its kind is gone."""
        kind = self.what
        if kind is None:
            raise LookupError(self.kind)
        manner = Manner(
            custom=Custom.of(self.locale),
            zone=ZoneInfo(Installation.current().time_zone),
            currency=self.currency,
            named=frozenset(name for name in self.mapping if name),
        )
        return Plan(kind, self.of, tuple(self.mapping), manner)

    @property
    def missing(self) -> list[str]:
        """The columns that no row can do without, and that nothing means yet."""
        kind = self.what
        named = frozenset(self.mapping)
        return [str(one.label) for one in kind.missing(named)] if kind else []

    @contextmanager
    def opened(self) -> Iterator[BinaryIO]:
        """The file, for the length of a `with`."""
        with default_storage.open(self.file) as file:
            # Only what reads and seeks by itself can be taken for a stream of bytes.
            stream: Any = getattr(file, "file", file)
            yield stream

    def first(self, most: int) -> list[Told]:
        """The first things, as they would be understood; nothing is written."""
        with self.opened() as file:
            return list(islice(read(file, self.plan), most))

    def understand(self, words: Sequence[str]) -> None:
        """These are its headings: as last time, or as they are guessed."""
        self.headings, self.headings_key = list(words), key_of(words)
        kind = self.what
        if kind is None:
            return
        last = Import.objects.filter(kind=self.kind, headings_key=self.headings_key)
        before = last.exclude(pk=self.pk).exclude(state=ImportState.DRAFT).first()
        if before and len(before.mapping) <= len(words):
            left = [""] * (len(words) - len(before.mapping))
            self.mapping = [*before.mapping, *left]
            self.locale, self.currency = before.locale, before.currency
        else:
            labels = {one.name: str(one.label) for one in kind.columns}
            self.mapping = guess(kind.headings, words, labels)

    def guess_locale(self) -> None:
        """The company's, or the first one in which more of the first rows are right."""
        if not self.missing:
            places = dict.fromkeys([self.locale, *LOCALES])
            self.locale = min(places, key=self._faults_in)

    def arrange(self, **said: Any) -> None:
        """Read it otherwise: charset, separator, sheet, country, columns."""
        layout = {
            name: said.pop(name)
            for name in ("encoding", "delimiter", "sheet")
            if name in said
        }
        mapping = said.pop("mapping", None)
        for name, value in said.items():
            setattr(self, name, value)
        changed = replace(self.of, **layout)
        if changed != self.of:
            self.layout = asdict(changed)
            with self.opened() as file:
                self.understand(headings(file, changed))
        elif mapping is not None:
            self.mapping = mapping
        self._begin_anew(ImportState.DRAFT)
        self.save()

    @transaction.atomic
    def begin(self, *, trial: bool) -> None:
        """Have the worker do it, or only try it out; asked twice is asked once."""
        fresh = self.locked()
        if fresh.is_open:
            fresh._go_ahead(trial=trial)
            fresh.defer()
            publish(fresh.topic, "imports")

    def take(self, *, trial: bool) -> None:
        """Do it here and now."""
        self._go_ahead(trial=trial)
        self.run()

    def defer(self) -> None:
        """Its job, in this transaction."""
        from procrastinate.contrib.django import app

        app.configure_task(JOB).defer(import_id=self.pk)

    @transaction.atomic
    def stop(self) -> None:
        """Not further; what is done stays done."""
        fresh = self.locked()
        if fresh.is_busy:
            fresh._stop(_("Somebody stopped it."))

    def forget(self) -> None:
        """The file and what was refused are not kept any longer."""
        self.refusals.all().delete()
        self._drop_file()

    def discard(self) -> None:
        """Away with it, before it was begun."""
        self._drop_file()
        self.delete()

    def _go_ahead(self, *, trial: bool) -> None:
        self._begin_anew(ImportState.TRYING if trial else ImportState.RUNNING)
        self.begun_at = timezone.now()
        self.save()

    def _faults_in(self, locale: str) -> int:
        before, self.locale = self.locale, locale
        try:
            return sum(bool(told.faults) for told in self.first(GUESSED_FROM))
        finally:
            self.locale = before

    def _begin_anew(self, state: str) -> None:
        self.state, self.error, self.position = state, "", 0
        self.created = self.changed = self.unchanged = self.refused = 0
        if self.pk:
            self.refusals.all().delete()

    def _drop_file(self) -> None:
        if self.file:
            default_storage.delete(self.file)
            self.file = ""
            self.save(update_fields=["file"])
