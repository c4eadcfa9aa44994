"""Who takes what nobody else is responsible for."""

from copy import copy

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ombud.core.remembered import remembered


class Helpdesk(models.Model):
    """The general helpdesk: who takes what nobody else is responsible for; one row."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("general helpdesk"),
    )
    team = models.ForeignKey(
        "users.Team",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("its team"),
    )
    takes_at_once = models.BooleanField(
        _("new tickets that nobody is responsible for go there at once"), default=True
    )
    reply_takes = models.BooleanField(
        _("whoever answers what nobody has owns it from then on"), default=True
    )
    ownerless_hours = models.PositiveIntegerField(
        _("hours without an owner"), null=True, blank=True
    )
    take_back_hours = models.PositiveIntegerField(
        _("hours without a step of the owner"), null=True, blank=True
    )

    def __str__(self) -> str:
        return "helpdesk"

    @classmethod
    def current(cls) -> "Helpdesk":
        """The one row, as this process remembers it; the caller's own to change."""
        return copy(_helpdesk())

    def change(self, **values: object) -> None:
        """Set some of the fields and forget what was remembered."""
        for name, value in values.items():
            setattr(self, name, value)
        self.save()
        _helpdesk.forget()


@remembered
def _helpdesk() -> Helpdesk:
    rows = Helpdesk.objects.select_related("team", "owner")
    return rows.filter(pk=1).first() or Helpdesk(pk=1)
