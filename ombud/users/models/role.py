"""What one may do, bundled under a name."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ombud.users.permissions import Permission

MOST_NAMES = 5


def permission_choices() -> list[tuple[str, str]]:
    """A callable, so that a new permission makes no migration."""
    return [(value, str(label)) for value, label in Permission.choices]


class RoleInUse(Exception):
    """Somebody has the role: without it they might be able to do nothing."""

    def __init__(self, role: "Role", names: list[str]) -> None:
        shown = ", ".join(names[:MOST_NAMES])
        facts = {"role": role.name, "names": shown, "more": len(names) - MOST_NAMES}
        if len(names) > MOST_NAMES:
            words = _now(
                "%(names)s and %(more)s more have the role %(role)s. "
                "Give them another one first."
            )
        else:
            words = _now(
                "The role %(role)s is in use: %(names)s. Give them another one first."
            )
        super().__init__(words % facts)


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

    def remove(self) -> None:
        """Away with it. RoleInUse while somebody has it."""
        names = list(self.users.order_by("name").values_list("name", flat=True))
        if names:
            raise RoleInUse(self, names)
        self.delete()
