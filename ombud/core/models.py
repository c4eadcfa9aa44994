"""The installation: what a company decides once for all of it."""

import secrets
from copy import copy

from django.db import models
from django.utils.translation import gettext_lazy as _

from ombud.core.remembered import remembered
from ombud.lib.phone import region_of

# Letters and figures that nobody mistakes for one another.
CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 12


class Installation(models.Model):
    """Name, language and time zone of the company; one row."""

    name = models.CharField(_("company"), max_length=120, default="Ombud")
    language = models.CharField(_("language"), max_length=10, default="en-gb")
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    # Where its customers dial who write no country; two letters.
    country = models.CharField(_("country"), max_length=2, blank=True, default="")
    # So long after closing a ticket keeps whoever did not agree to be stored.
    unstored_days = models.PositiveSmallIntegerField(
        _("days to keep who is not stored"), default=30
    )
    is_demo = models.BooleanField(default=False)
    # Known to whoever runs the machine: it opens the set-up page, once.
    setup_code = models.CharField(max_length=20, blank=True, default="")
    shows_first_steps = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name

    @classmethod
    def current(cls) -> "Installation":
        """The one row, as this process remembers it; the caller's own to change."""
        return copy(_installation())

    @property
    def region(self) -> str:
        """The country; where none was chosen, the one of the language."""
        return self.country or region_of(self.language)

    def change(self, **values: object) -> None:
        """Set some of the fields and forget what was remembered."""
        for name, value in values.items():
            setattr(self, name, value)
        self.save(update_fields=list(values))
        _installation.forget()

    def ask_for_setup(self) -> str:
        """The code that opens the set-up page, made where there is none yet."""
        if not self.setup_code:
            letters = (secrets.choice(CODE_LETTERS) for _place in range(CODE_LENGTH))
            self.change(setup_code="".join(letters))
        return self.setup_code


@remembered
def _installation() -> Installation:
    return Installation.objects.get_or_create(pk=1)[0]


class LimitCount(models.Model):
    """How often one address did something lately; see limits.py."""

    # A keyed digest of what and who: the address itself stands nowhere.
    who = models.CharField(max_length=64, primary_key=True)
    began = models.FloatField(db_index=True)
    count = models.IntegerField(default=0)

    def __str__(self) -> str:
        return self.who[:8]
