"""A parcel of an order, and who carries it."""

from urllib.parse import quote

from django.db import models
from django.utils.translation import gettext_lazy as _

from ombud.lib.numbers import key_of
from ombud.sales.models.order import Order
from ombud.sales.states import SHIPMENT_STATES, Standing

# In a carrier's address.
PLACE = "{tracking}"


class CarrierManager(models.Manager["Carrier"]):
    """Finding carriers."""

    def named(self, words: set[str]) -> "dict[str, Carrier]":
        """Each by the word it was asked for; a strange one is made, without address."""
        known = list(self.all())
        # “Zásilkovna” has the key “zasilkovna”: its name finds it too.
        found = {slug_of(one.name): one for one in known}
        found |= {slug_of(one.slug): one for one in known}
        for word in words:
            slug = slug_of(word)
            if word and slug not in found:
                found[slug], _ = self.get_or_create(slug=slug, defaults={"name": word})
        return {word: found[slug_of(word)] for word in words if word}


def slug_of(word: str) -> str:
    """How a carrier is called by programs."""
    return key_of(word).lower()[:40] or "other"


class Carrier(models.Model):
    """Who carries parcels, and where one looks after them."""

    slug = models.SlugField(_("key"), max_length=40, unique=True, allow_unicode=True)
    name = models.CharField(_("name"), max_length=80)
    # With {tracking} in it.
    tracking_url = models.CharField(_("tracking address"), max_length=300, blank=True)

    objects = CarrierManager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def link_to(self, tracking: str) -> str:
        """Where this parcel is looked after; empty where nobody knows."""
        if not (tracking and self.tracking_url):
            return ""
        return self.tracking_url.replace(PLACE, quote(tracking, safe=""))


class Shipment(models.Model):
    """A parcel of an order, with its tracking code."""

    KIND = "shipment"

    order = models.ForeignKey(Order, models.CASCADE, related_name="shipments")
    position = models.PositiveSmallIntegerField()
    carrier = models.ForeignKey(Carrier, models.PROTECT, null=True, related_name="+")
    tracking = models.CharField(_("tracking code"), max_length=64, blank=True)
    tracking_key = models.CharField(max_length=64, blank=True)
    state = models.CharField(_("state"), max_length=40, blank=True)
    shipped_at = models.DateTimeField(_("shipped"), null=True)
    delivered_at = models.DateTimeField(_("delivered"), null=True)

    class Meta:
        ordering = ["order", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["order", "position"], name="shipment_place"
            ),
        ]
        indexes = [
            models.Index(
                fields=["tracking_key"],
                name="shipment_tracking",
                condition=~models.Q(tracking_key=""),
            )
        ]

    def __str__(self) -> str:
        return self.tracking or str(self.position)

    def get_absolute_url(self) -> str:
        """The page of its order."""
        return self.order.get_absolute_url()

    @property
    def number(self) -> str:
        """What it is called by."""
        return self.tracking

    @property
    def standing(self) -> Standing:
        """Where it is, as people read it."""
        return SHIPMENT_STATES.of(self.state)

    @property
    def tracking_link(self) -> str:
        """Where one looks after it."""
        return self.carrier.link_to(self.tracking) if self.carrier else ""
