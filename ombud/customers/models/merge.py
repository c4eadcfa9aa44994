"""Two records of one customer became one, and can become two again."""

from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ombud.users.models import User

if TYPE_CHECKING:
    from ombud.customers.models.concerns.mergeable import Mergeable


class CannotUnmerge(Exception):
    """Something else was merged since."""


class Merge(models.Model):
    """Two records of one customer became one, and can become two again."""

    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    undone_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)
    # What pointed to the one and points to the other: ids by "app.model.column".
    moved = models.JSONField(default=dict)
    # What the survivor was and became: {column: [before, after]}, as rows have it.
    chosen = models.JSONField(default=dict)
    # Which addresses and phones were the main ones of each.
    mains = models.JSONField(default=dict)

    stays_at_merge = True
    if TYPE_CHECKING:
        survivor: Any
        gone: Any

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.gone} → {self.survivor}"

    @property
    def counts(self) -> dict[str, int]:
        """How much moved, by the model's name."""
        found: dict[str, int] = {}
        for key, ids in self.moved.items():
            model = key.split(".")[1]
            found[model] = found.get(model, 0) + len(ids)
        return found

    @transaction.atomic
    def undo(self, *, by: User) -> None:
        """Two again: each gets back what was theirs; what came later stays."""
        survivor: Mergeable = self.survivor
        found = type(self)._default_manager.select_for_update(of=("self",))
        if found.get(pk=self.pk).undone_at:
            return
        if survivor.merged_into:
            raise CannotUnmerge(
                _("%(name)s was merged itself since. Take that back first.")
                % {"name": survivor}
            )
        survivor.give_back(self)
        self.undone_at, self.undone_by = timezone.now(), by
        self.save(update_fields=["undone_at", "undone_by"])
        survivor.remember({"merged": [str(self.gone), None]}, by=by)
        self.gone.remember({"merged_into": [str(survivor), None]}, by=by)


class ContactMerge(Merge):
    """Two records of one person became one."""

    survivor = models.ForeignKey(
        "customers.Contact", models.CASCADE, related_name="merges_in"
    )
    gone = models.ForeignKey(
        "customers.Contact", models.CASCADE, related_name="merges_out"
    )


class OrganisationMerge(Merge):
    """Two records of one company became one."""

    survivor = models.ForeignKey(
        "customers.Organisation", models.CASCADE, related_name="merges_in"
    )
    gone = models.ForeignKey(
        "customers.Organisation", models.CASCADE, related_name="merges_out"
    )
