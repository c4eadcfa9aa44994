"""Something that is sold, by its article number."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ombud.core.actor import Actor
from ombud.core.addresses import address
from ombud.sales.models.outside import Outside, Put, by_number
from ombud.sales.wishes import ItemWish


class ItemQuerySet(models.QuerySet["Item"]):
    """Finding items."""

    def by_name(self) -> "ItemQuerySet":
        """As the list shows them."""
        return self.order_by("name", "pk")


class Item(Outside):
    """Something that is sold: an article with its number, warranty and supplier."""

    KIND = "item"

    name = models.CharField(_("name"), max_length=300)
    supplier = models.CharField(_("supplier"), max_length=200, blank=True)
    # Whether each piece has a serial number of its own.
    has_serials = models.BooleanField(_("has serial numbers"), default=False)
    warranty_months = models.PositiveSmallIntegerField(_("warranty"), null=True)
    image_url = models.URLField(_("picture"), max_length=500, blank=True)
    price = models.DecimalField(_("price"), max_digits=14, decimal_places=2, null=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)

    objects = ItemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["number"], name="item_number"),
        ]
        indexes = [
            *by_number("item"),
            models.Index(fields=["name", "id"], name="item_name"),
        ]

    @classmethod
    def put(cls, wish: ItemWish, *, source: str, by: Actor) -> "Put[Item]":
        """As another system says it; and whether it is new. Said twice: once."""
        from ombud.sales.putting import put_items

        report = put_items([wish], source=source, by=by)
        return cls.objects.get(number=wish.number), report.created > 0

    def get_absolute_url(self) -> str:
        """The page of this item."""
        return address("item", self.number)
