"""What a customer owes."""

from datetime import date
from decimal import Decimal

from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ombud.core.actor import Actor
from ombud.core.addresses import address
from ombud.sales.models.order import Order
from ombud.sales.models.outside import (
    OfCustomer,
    OfCustomerQuerySet,
    Outside,
    Put,
    by_customer,
    by_number,
)
from ombud.sales.states import INVOICE_STATES, Standing
from ombud.sales.wishes import InvoiceWish

# What is still to be paid.
OWED = models.Q(open_amount__gt=0) & ~models.Q(state="cancelled")


class InvoiceQuerySet(OfCustomerQuerySet):
    """Finding invoices."""

    def newest_first(self) -> "InvoiceQuerySet":
        """As every list's index has it."""
        return self.order_by(models.F("issued_on").desc(), models.F("id").desc())

    def owed_by(
        self, contact: int | None, company: int | None, emails: list[str]
    ) -> "InvoiceQuerySet":
        """What is open of one customer, the oldest first; an index each way."""
        still = self.filter(OWED)
        ways = [
            still.filter(contact=contact) if contact else still.none(),
            still.filter(organisation=company) if company else still.none(),
            still.alias(mail=Lower("customer_email")).filter(mail__in=emails),
        ]
        keys = [way.order_by().values("pk") for way in ways]
        found = self.filter(pk__in=keys[0].union(*keys[1:]))
        return found.order_by("due_on", "issued_on", "pk")


class Invoice(OfCustomer, Outside):
    """What a customer owes, with what is still open of it."""

    KIND = "invoice"

    # The order's number as the shop says it; the order may come later.
    order_number = models.CharField(max_length=64, blank=True)
    order = models.ForeignKey(
        Order, models.SET_NULL, null=True, related_name="invoices"
    )
    issued_on = models.DateField(_("date"))
    due_on = models.DateField(_("due"), null=True)
    total = models.DecimalField(_("total"), max_digits=14, decimal_places=2)
    open_amount = models.DecimalField(
        _("open amount"), max_digits=14, decimal_places=2, default=Decimal(0)
    )
    currency = models.CharField(_("currency"), max_length=3)
    state = models.CharField(_("state"), max_length=40, blank=True)

    objects = InvoiceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["number"], name="invoice_number"),
        ]
        indexes = [
            *by_number("invoice"),
            *by_customer("invoice", "issued_on"),
            models.Index(
                fields=["order_number"],
                name="invoice_orphan",
                condition=models.Q(order=None) & ~models.Q(order_number=""),
            ),
        ]

    @property
    def is_overdue(self) -> bool:
        """Whether something is open past its day."""
        return self.is_open and self.due_on is not None and self.due_on < today()

    @property
    def is_open(self) -> bool:
        """Whether something is still to be paid."""
        return self.open_amount > 0 and self.state != "cancelled"

    @property
    def standing(self) -> Standing:
        """Where it stands: by what is open where the shop has no word of its own."""
        if self.state in {"", "open", "paid", "overdue"}:
            late = "overdue" if self.is_overdue else "open"
            return INVOICE_STATES.of(late if self.is_open else "paid")
        return INVOICE_STATES.of(self.state)

    @classmethod
    def put(cls, wish: InvoiceWish, *, source: str, by: Actor) -> "Put[Invoice]":
        """As another system says it; and whether it is new. Said twice: once."""
        from ombud.sales.putting import put_invoices

        report = put_invoices([wish], source=source, by=by)
        return cls.objects.get(number=wish.number), report.created > 0

    def get_absolute_url(self) -> str:
        """The page of this invoice."""
        return address("invoice", self.number)


def today() -> date:
    """On the calendar of the reader."""
    return timezone.localdate()
