"""One of a contact's e-mail addresses."""

from django.db import models
from django.db.models import F
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from ombud.core.fold import folded
from ombud.customers.indexes import words_index


class ContactAddress(models.Model):
    """One of a contact's e-mail addresses; the main one is answered to."""

    contact = models.ForeignKey(
        "customers.Contact", models.CASCADE, related_name="addresses"
    )
    address = models.EmailField(_("e-mail"), max_length=320)
    folded = folded("address")
    is_main = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("address"), name="contact_address_once")
        ]
        indexes = [words_index(F("folded"), name="contact_address_words")]

    def __str__(self) -> str:
        return self.address
