"""Who works together."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Tier(models.IntegerChoices):
    """Who hears of a matter first, and who is asked when they are at their end."""

    FIRST = 1, _("First line")
    SECOND = 2, _("Second line")
    THIRD = 3, _("Third line")


def tier_choices() -> list[tuple[int, str]]:
    """A callable, so that another tier makes no migration."""
    return [(value, str(label)) for value, label in Tier.choices]


class Team(models.Model):
    """Who works together. Every ticket belongs to one team."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        related_name="teams",
        blank=True,
        verbose_name=_("members"),
    )
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="led_teams",
        verbose_name=_("lead"),
    )
    tier = models.PositiveSmallIntegerField(
        _("line"), choices=tier_choices, default=Tier.FIRST
    )
    # Whoever is on duty takes the next ticket, and nobody else.
    is_shift = models.BooleanField(_("works in shifts"), default=False)
    # Whose turn it is when tickets are given in turn.
    turn = models.PositiveIntegerField(default=0)
    signature = models.TextField(_("signature"), blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def tier_label(self) -> str:
        """First, second or third line."""
        return str(Tier(self.tier).label) if self.tier in Tier else str(self.tier)
