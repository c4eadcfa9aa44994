"""What a ticket is about, as the company sorts its matters."""

from collections.abc import Iterator
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from ombud.core.remembered import remembered
from ombud.knowledge.models import Template


class CategoryQuerySet(models.QuerySet["Category"]):
    """The tree."""

    def tree(self) -> "list[Category]":
        """All of them, each below its parent, with `depth` and `path`; one query.

        Kept for half a minute: every ticket's head shows it.
        """
        return _tree()

    def with_slug(self, slug: str) -> "Category | None":
        """Out of the tree, without a query of its own."""
        return next((one for one in self.tree() if one.slug == slug), None)

    def below(self, slug: str) -> list[int]:
        """The ids of that category and of all below it."""
        ids: list[int] = []
        for one in self.tree():
            if one.slug == slug or one.parent_id in ids:
                ids.append(one.pk)
        return ids


class Category(models.Model):
    """What a ticket is about. A category may have a team, and others below it."""

    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(max_length=80, unique=True)
    parent = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("below"),
    )
    team = models.ForeignKey(
        "users.Team",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="categories",
        verbose_name=_("team"),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    # Where it stands in the tree; see CategoryQuerySet.tree.
    depth: int = 0
    path: str = ""

    objects = CategoryQuerySet.as_manager()

    class Meta:
        ordering = ["position", "name"]
        verbose_name_plural = "categories"

    def __str__(self) -> str:
        return self.path or self.name

    @property
    def heir(self) -> "Category":
        """The nearest above it, or itself, that has a team; else itself."""
        known = {one.pk: one for one in Category.objects.tree()}
        found: Category | None = known.get(self.pk, self)
        while found and not found.team_id:
            found = known.get(found.parent_id or 0)
        return found or self

    @property
    def ticket_count(self) -> int:
        """How many tickets it has."""
        return sum(
            relation.related_model._base_manager.filter(
                **{relation.field.name: self}
            ).count()
            for relation in self._filed()
        )

    def keep(self) -> None:
        """Save it; the tree is drawn anew."""
        self.save()
        forget_tree()

    @transaction.atomic
    def remove(self, *, to: "Category | None") -> None:
        """Its tickets go to another category or have none; what is below moves up."""
        for relation in self._filed():
            rows = relation.related_model._base_manager
            name = relation.field.name
            rows.filter(**{name: self}).update(**{name: to})
        # Templates, a floor below, keep the key.
        templates = Template.objects.filter(category=self.slug)
        templates.update(category=to.slug if to else "")
        self.children.update(parent=self.parent_id)
        self.delete()
        forget_tree()

    def _filed(self) -> list[Any]:
        """Relations of floors above that sort their rows by categories."""
        return [
            relation
            for relation in self._meta.related_objects
            if relation.related_model is not Category
        ]


def forget_tree() -> None:
    """Of this process now; others follow within half a minute."""
    _tree.forget()


@remembered
def _tree() -> list[Category]:
    return list(_placed(list(Category.objects.select_related("team"))))


def _placed(rows: list[Category], parent: Category | None = None) -> Iterator[Category]:
    for one in rows:
        if one.parent_id == (parent.pk if parent else None):
            one.depth = parent.depth + 1 if parent else 0
            one.path = f"{parent.path} › {one.name}" if parent else one.name
            yield one
            yield from _placed(rows, one)
