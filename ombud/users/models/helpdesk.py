"""Who takes what nobody else is responsible for."""

from functools import partial

from django.conf import settings
from django.core.cache import cache
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

CACHE_KEY = "helpdesk"


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
        """The one row, from the cache of this process where it is fresh."""
        found: Helpdesk | None = cache.get(CACHE_KEY)
        if found is None:
            rows = cls.objects.select_related("team")
            found = rows.filter(pk=1).first() or cls(pk=1)
            # Another process may change it: half a minute is soon enough.
            cache.set(CACHE_KEY, found, 30)
        return found

    def change(self, **values: object) -> None:
        """Set some of the fields and forget the cached copy."""
        for name, value in values.items():
            setattr(self, name, value)
        self.save()
        cache.delete(CACHE_KEY)
        # Whoever has read the old row meanwhile has put it back.
        transaction.on_commit(partial(cache.delete, CACHE_KEY))
