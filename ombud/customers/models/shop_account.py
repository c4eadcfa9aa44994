"""One of a contact's accounts in a shop."""

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from ombud.customers.indexes import words_index


class ShopAccount(models.Model):
    """One of a contact's customer numbers, and of which shop."""

    contact = models.ForeignKey(
        "customers.Contact", models.CASCADE, related_name="accounts"
    )
    shop = models.CharField(_("shop"), max_length=60, blank=True)
    number = models.CharField(_("customer number"), max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("number"), Lower("shop"), name="shop_account_once"
            )
        ]
        indexes = [words_index(Lower("number"), name="shop_account_words")]

    def __str__(self) -> str:
        return f"{self.shop}: {self.number}" if self.shop else self.number
