"""What one may do, bundled under a name."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from ombud.users.permissions import Permission


def permission_choices() -> list[tuple[str, str]]:
    """A callable, so that a new permission makes no migration."""
    return [(value, str(label)) for value, label in Permission.choices]


class Role(models.Model):
    """What one may do: a named set of permissions, given to agents."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    permissions = ArrayField(
        models.CharField(max_length=40, choices=permission_choices),
        verbose_name=_("permissions"),
        default=list,
        blank=True,
    )

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
