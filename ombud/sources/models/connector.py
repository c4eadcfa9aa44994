"""A shop or accounting system that is asked for what has changed."""

import logging
from datetime import datetime, timedelta
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ombud.channels.drivers.base import WireError
from ombud.core.actor import Machine
from ombud.core.addresses import address
from ombud.core.fields import EncryptedTextField
from ombud.core.live import publish
from ombud.core.putting import Report
from ombud.customers.putting import put_contacts, put_organisations
from ombud.sales.putting import put_invoices, put_items, put_orders
from ombud.sources.drivers import NAMES, Noun, Page, driver_for

LOG = logging.getLogger("ombud.sources")
JOB = "ombud.sources.jobs.pull"


def driver_choices() -> list[tuple[str, str]]:
    """A callable, so that a new driver makes no migration."""
    return list(NAMES.items())


class ConnectorQuerySet(models.QuerySet["Connector"]):
    """Which are asked when."""

    def due(self) -> "ConnectorQuerySet":
        """Whose turn it is."""
        return self.filter(enabled=True, next_at__lte=timezone.now())

    def silent(self) -> "list[Connector]":
        """Those without contact for longer than was agreed."""
        return [one for one in self.filter(enabled=True) if one.silent_since]


class Connector(models.Model):
    """A shop or accounting system that is asked for what has changed."""

    name = models.CharField(_("name"), max_length=60)
    driver = models.CharField(
        _("system"), max_length=20, choices=driver_choices, default="tryton"
    )
    url = models.URLField(_("address of the server"), max_length=300)
    database = models.CharField(_("database"), max_length=80, blank=True)
    user = models.CharField(_("user"), max_length=200)
    password = EncryptedTextField(_("password"), blank=True)
    verify_certificate = models.BooleanField(
        _("check the server’s certificate"), default=True
    )
    nouns = ArrayField(models.CharField(max_length=20), default=list)
    minutes = models.PositiveIntegerField(_("ask every so many minutes"), default=10)
    silence_minutes = models.PositiveIntegerField(
        _("alarm after minutes of silence"), default=60
    )
    enabled = models.BooleanField(_("enabled"), default=True)
    # {noun: where to go on}, as the driver writes it.
    cursors = models.JSONField(default=dict)
    # {noun: [new, changed, refused]} of the last time.
    counts = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now)
    last_contact_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)
    # Since when those who keep it know; see alarms.py.
    alarmed_at = models.DateTimeField(null=True)
    next_at = models.DateTimeField(default=timezone.now)

    objects = ConnectorQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Its page."""
        return address("connector", self.pk)

    @property
    def silent_since(self) -> datetime | None:
        """Since when there has been no contact, once that is longer than agreed."""
        last: datetime = self.last_contact_at or self.created_at
        limit = timedelta(minutes=self.silence_minutes)
        return last if self.enabled and timezone.now() - last > limit else None

    @property
    def health(self) -> str:
        """One word for the tile: off, new, ok, failing or silent."""
        if not self.enabled:
            return "off"
        if self.silent_since:
            return "silent"
        if self.last_error:
            return "failing"
        return "ok" if self.last_contact_at else "new"

    @property
    def last_counts(self) -> list[tuple[str, int, int, int]]:
        """(things, new, changed, refused) of the last time."""
        return [
            (str(Noun(noun).label), *self.counts[noun])
            for noun in Noun.values
            if noun in self.counts
        ]

    def alarm(self) -> bool:
        """Those who keep it are told; False where somebody else has done so."""
        return self._alarmed(since=None, at=timezone.now())

    def calm(self) -> bool:
        """They are told that it is good again; False where nobody was alarmed."""
        if self.alarmed_at is None:
            return False
        return self._alarmed(since=self.alarmed_at, at=None)

    def ask_now(self) -> None:
        """Have the worker ask it, unless one does already."""
        from procrastinate.contrib.django import app
        from procrastinate.exceptions import AlreadyEnqueued

        lock = f"connector-{self.pk}"
        try:
            with transaction.atomic():
                job = app.configure_task(JOB, lock=lock, queueing_lock=lock)
                job.defer(connector_id=self.pk)
        except AlreadyEnqueued:
            return

    def pull(self) -> None:
        """Ask for what has changed; what came before a failure stays."""
        self.next_at = timezone.now() + timedelta(minutes=self.minutes)
        try:
            with driver_for(self) as driver:
                for noun in (one for one in Noun if one in self.nouns):
                    self._pull(noun, driver.changes(noun, self.cursors.get(noun, "")))
        except WireError as error:
            self._note_trouble(f"{error.message} {error.words}".strip())
        else:
            self._note_contact()

    def forget_place(self) -> None:
        """Ask for everything once more."""
        self.cursors, self.next_at = {}, timezone.now()
        self.save(update_fields=["cursors", "next_at"])

    def _pull(self, noun: Noun, pages: Any) -> None:
        total = Report()
        for page in pages:
            total.add(self._keep(noun, page))
        self.counts[noun] = [total.created, total.changed, len(total.refused)]

    @transaction.atomic
    def _keep(self, noun: Noun, page: Page) -> Report:
        """What came and where to go on, together."""
        report = self._put(noun, page.wishes)
        for wish, why in report.refused[:20]:
            LOG.info("pulled refused connector=%s what=%r why=%r", self.pk, wish, why)
        self.cursors[noun] = page.cursor
        self.save(update_fields=["cursors"])
        return report

    def _put(self, noun: Noun, wishes: list[Any]) -> Report:
        if noun == Noun.CONTACTS:
            return put_contacts(wishes, by=None, source=self.name)
        if noun == Noun.ORGANISATIONS:
            return put_organisations(wishes, by=None, source=self.name)
        put: Any = {
            Noun.ITEMS: put_items,
            Noun.ORDERS: put_orders,
            Noun.INVOICES: put_invoices,
        }[noun]
        report: Report = put(wishes, source=self.name, by=Machine(self.name))
        return report

    def _alarmed(self, *, since: datetime | None, at: datetime | None) -> bool:
        same = Connector.objects.filter(pk=self.pk, alarmed_at=since)
        self.alarmed_at = at
        return bool(same.update(alarmed_at=at))

    def _note_contact(self) -> None:
        self.last_contact_at, self.last_error = timezone.now(), ""
        self._note()

    def _note_trouble(self, words: str) -> None:
        LOG.warning("pull failed connector=%s why=%r", self.pk, words)
        self.last_error = words or _now("The server cannot be reached.")
        self._note()

    def _note(self) -> None:
        said = ["last_contact_at", "last_error", "next_at", "counts"]
        self.save(update_fields=said)
        publish("connectors")
