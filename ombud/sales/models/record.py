"""Records of kinds that the company names itself: contracts, subscriptions, …"""

from typing import Any

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ombud.core.addresses import address
from ombud.sales.models.outside import (
    OfCustomer,
    OfCustomerQuerySet,
    Outside,
    by_customer,
    by_number,
)
from ombud.sales.states import Standing
from ombud.workflows.models import Field
from ombud.workflows.values import shown


class RecordType(models.Model):
    """A kind of record that the company has named, with the fields it holds."""

    slug = models.SlugField(_("key"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=80)
    plural = models.CharField(_("name of many"), max_length=80)
    icon = models.CharField(_("picture"), max_length=40, default="file-text")
    # [{"slug", "name", "kind"}], kinds as those of custom fields.
    fields = models.JSONField(_("fields"), default=list, blank=True)
    # Words that stand beside its numbers, such as "contract" and "Vertrag".
    words = models.JSONField(_("words"), default=list, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """The name, in the reader's language where it is one that we ship."""
        return gettext(self.name)

    @cached_property
    def columns(self) -> list[Field]:
        """Its fields, as custom fields are shown and read."""
        known = {"slug", "name", "kind", "options"}
        return [
            Field(**{name: one[name] for name in known & set(one)})
            for one in self.fields
        ]


class RecordQuerySet(OfCustomerQuerySet):
    """Finding records."""

    def newest_first(self) -> "RecordQuerySet":
        """As the index has it."""
        return self.order_by(models.F("begun_on").desc(), models.F("id").desc())


class Record(OfCustomer, Outside):
    """One contract, subscription or whatever else a record type names."""

    KIND = "record"

    type = models.ForeignKey(RecordType, models.PROTECT, related_name="records")
    title = models.CharField(_("title"), max_length=300, blank=True)
    state = models.CharField(_("state"), max_length=40, blank=True)
    begun_on = models.DateField(_("since"))
    values = models.JSONField(default=dict, blank=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["type", "number"], name="record_number"),
        ]
        indexes = [*by_number("record"), *by_customer("record", "begun_on")]

    @property
    def standing(self) -> Standing:
        """Where it stands, in the words it came with."""
        return Standing(self.state, self.state, self.type.icon)

    @property
    def shown_values(self) -> list[tuple[str, str]]:
        """(field, value) as people read them; what is filled in."""
        return [
            (field.label, shown(field, self.values[field.slug]))
            for field in self.type.columns
            if self.values.get(field.slug) not in (None, "")
        ]

    def get_absolute_url(self) -> str:
        """The page of this record."""
        return address("record", self.type.slug, self.number)

    def value(self, slug: str) -> Any:
        """What that field holds."""
        return self.values.get(slug)
