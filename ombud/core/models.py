"""The installation: what a company decides once for all of it."""

from django.core.cache import cache
from django.db import models
from django.utils.translation import gettext_lazy as _

CACHE_KEY = "installation"


class Installation(models.Model):
    """Name, language and time zone of the company; one row."""

    name = models.CharField(_("company"), max_length=120, default="Ombud")
    language = models.CharField(_("language"), max_length=10, default="en-gb")
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    is_demo = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name

    @classmethod
    def current(cls) -> "Installation":
        """The one row, from the cache of this process where it is fresh."""
        found: Installation | None = cache.get(CACHE_KEY)
        if found is None:
            found, _made = cls.objects.get_or_create(pk=1)
            # Another process may change it: half a minute is soon enough.
            cache.set(CACHE_KEY, found, 30)
        return found

    def change(self, **values: object) -> None:
        """Set some of the fields and forget the cached copy."""
        for name, value in values.items():
            setattr(self, name, value)
        self.save(update_fields=list(values))
        cache.delete(CACHE_KEY)
