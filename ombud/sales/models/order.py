"""What a customer has bought."""

from datetime import date
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from ombud.core.actor import Actor
from ombud.core.addresses import address
from ombud.sales.models.item import Item
from ombud.sales.models.outside import (
    OfCustomer,
    OfCustomerQuerySet,
    Outside,
    Put,
    by_customer,
    by_number,
)
from ombud.sales.states import ORDER_STATES, PAYMENT_STATES, Standing
from ombud.sales.warranty import end_of_warranty
from ombud.sales.wishes import OrderWish


class OrderQuerySet(OfCustomerQuerySet):
    """Finding orders."""

    def newest_first(self) -> "OrderQuerySet":
        """As every list's index has it."""
        return self.order_by(models.F("placed_at").desc(), models.F("id").desc())

    def whole(self) -> "OrderQuerySet":
        """With all that its page shows, in a fixed number of queries."""
        return self.select_related("contact", "organisation").prefetch_related(
            "lines__item", "shipments__carrier", "invoices"
        )


class Order(OfCustomer, Outside):
    """What a customer has bought: lines, payment, shipments, invoices."""

    KIND = "order"

    placed_at = models.DateTimeField(_("placed"))
    # As the shop says it; the words that we know stand in states.py.
    state = models.CharField(_("state"), max_length=40, blank=True)
    payment = models.CharField(_("payment"), max_length=40, blank=True)
    total = models.DecimalField(_("total"), max_digits=14, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3)

    objects = OrderQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["number"], name="order_number"),
        ]
        indexes = [
            *by_number("order"),
            *by_customer("order", "placed_at"),
            models.Index(
                "state",
                models.F("placed_at").desc(),
                models.F("id").desc(),
                name="order_in_state",
            ),
        ]

    @property
    def standing(self) -> Standing:
        """Where it stands, as people read it."""
        return ORDER_STATES.of(self.state)

    @property
    def payment_standing(self) -> Standing:
        """Whether it is paid, as people read it."""
        return PAYMENT_STATES.of(self.payment)

    @property
    def summary(self) -> str:
        """Its lines on one line."""
        return ", ".join(line.name for line in self.lines.all())

    @classmethod
    def put(cls, wish: OrderWish, *, source: str, by: Actor) -> "Put[Order]":
        """As another system says it; and whether it is new. Said twice: once."""
        from ombud.sales.putting import put_orders

        report = put_orders([wish], source=source, by=by)
        return cls.objects.get(number=wish.number), report.created > 0

    def get_absolute_url(self) -> str:
        """The page of this order."""
        return address("order", self.number)


class OrderLine(models.Model):
    """One thing of an order: what, how many, for how much, with which serial number."""

    order = models.ForeignKey(Order, models.CASCADE, related_name="lines")
    # What is put again keeps its line: processes may point to it.
    position = models.PositiveSmallIntegerField()
    # The article number as the shop says it; the item may come later.
    article = models.CharField(_("article number"), max_length=64, blank=True)
    item = models.ForeignKey(Item, models.SET_NULL, null=True, related_name="lines")
    name = models.CharField(_("name"), max_length=300)
    quantity = models.DecimalField(
        _("quantity"), max_digits=12, decimal_places=3, default=Decimal(1)
    )
    price = models.DecimalField(_("price"), max_digits=14, decimal_places=2)
    serial = models.CharField(_("serial number"), max_length=64, blank=True)
    serial_key = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["order", "position"]
        constraints = [
            models.UniqueConstraint(fields=["order", "position"], name="line_place"),
        ]
        indexes = [
            models.Index(
                fields=["serial_key"],
                name="line_serial",
                condition=~models.Q(serial_key=""),
            ),
            # Lines whose item has not come yet.
            models.Index(
                fields=["article"],
                name="line_orphan",
                condition=models.Q(item=None) & ~models.Q(article=""),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def sum(self) -> Decimal:
        """Price by quantity."""
        return self.price * self.quantity

    @property
    def warranty_ends(self) -> date | None:
        """Counted from the day it was bought; None where the item has no warranty."""
        months = self.item.warranty_months if self.item else None
        return end_of_warranty(self.order.placed_at.date(), months)
