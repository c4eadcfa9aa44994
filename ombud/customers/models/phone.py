"""One of a contact's telephone numbers."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ombud.customers.indexes import words_index
from ombud.lib.phone import readable


class ContactPhone(models.Model):
    """One of a contact's telephone numbers; several people may share one."""

    contact = models.ForeignKey(
        "customers.Contact", models.CASCADE, related_name="phones"
    )
    # As +420601000142; what was no number when it was moved here stays as it was.
    number = models.CharField(_("phone"), max_length=40)
    label = models.CharField(_("kind"), max_length=40, blank=True)
    is_main = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index("number", name="contact_phone_number"),
            words_index("number", name="contact_phone_digits"),
        ]

    def __str__(self) -> str:
        return self.readable

    @property
    def readable(self) -> str:
        """As people read it."""
        return readable(self.number)
