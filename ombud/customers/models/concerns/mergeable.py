"""One customer is one customer: two records become one, and two again.

1. Whatever points to the one that goes points to the survivor afterwards: addresses,
   phones, people, tickets, what they wrote, and what apps above will add.
2. The survivor has the values that somebody chose, and both records' tags and domains.
3. The row that goes stays, hidden; its address leads to the survivor.
All three are written down in a Merge, by which they are taken back.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models, transaction
from django.utils.translation import gettext as _

from ombud.customers.models.concerns.changeable import Changeable
from ombud.users.models import User

if TYPE_CHECKING:
    from ombud.customers.models.merge import Merge


class CannotMerge(Exception):
    """One of the two is no record of its own any more."""


class Mergeable(Changeable):
    """Two records of one customer become one, and two again."""

    merged_into = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="merged"
    )

    # Of these the survivor has one or the other's; of those both.
    CHOOSABLE: ClassVar[tuple[str, ...]] = ()
    JOINED: ClassVar[tuple[str, ...]] = ()
    # Relations of which one row is the main one.
    WITH_MAIN: ClassVar[tuple[str, ...]] = ()
    if TYPE_CHECKING:
        fields: Any

    class Meta:
        abstract = True

    @classmethod
    def merges(cls) -> "type[Merge]":
        """Where its merges are kept."""
        raise NotImplementedError

    @transaction.atomic
    def merge(
        self, gone: Self, *, by: User, theirs: Mapping[str, bool] | None = None
    ) -> "Merge":
        """Take the other record in. `theirs`: of which columns the other's value stays.

        Where just one of them says something, that is what stays anyway.
        """
        self._lock_with(gone)
        mains = {name: self._mains_of(name, gone) for name in self.WITH_MAIN}
        moved = self._take_over(gone)
        chosen = self._choose(gone, theirs or {})
        for name, (own, other) in mains.items():
            self._keep_main(name, other if (theirs or {}).get(name) else own or other)
        gone.merged_into = self
        gone.save(update_fields=["merged_into"])
        merge = self.merges()(by=by, moved=moved, chosen=chosen, mains=mains)
        merge.survivor, merge.gone = self, gone
        merge.save()
        self.remember({"merged": [None, str(gone)]}, by=by)
        gone.remember({"merged_into": [None, str(self)]}, by=by)
        return merge

    def value_after(self, gone: Self, name: str, *, theirs: bool) -> Any:
        """What the survivor has of a column that is chosen."""
        own, other = getattr(self, name), getattr(gone, name)
        if own and other:
            return other if theirs else own
        return own or other

    def moving(self, gone: Self) -> dict[str, int]:
        """How many rows would move, by the name of their model."""
        found: dict[str, int] = {}
        for field in self._relations():
            rows = field.model._base_manager.filter(**{field.name: gone})
            name = str(field.model._meta.model_name)
            found[name] = found.get(name, 0) + rows.count()
        return found

    def give_back(self, merge: "Merge") -> None:
        """Everything that moved and is still here goes back; see Merge.undo."""
        gone: Mergeable = merge.gone
        for key, ids in merge.moved.items():
            relation = self._relation(key)
            rows = relation.model._base_manager.filter(pk__in=ids)
            rows.filter(**{relation.name: self}).update(**{relation.name: gone})
        self._restore(merge.chosen)
        for name, (own, other) in merge.mains.items():
            self._keep_main(name, own)
            gone._keep_main(name, other)
        gone.merged_into = None
        gone.save(update_fields=["merged_into"])

    def _lock_with(self, gone: Self) -> None:
        """Both, in one order, so that two merges at once do not wait for each other."""
        ids = sorted({self.pk, gone.pk})
        rows = type(self)._base_manager.select_for_update().filter(pk__in=ids)
        found = list(rows.order_by("pk"))
        if len(found) < 2:
            raise CannotMerge(_("Choose two different ones."))
        if any(one.merged_into for one in found):
            raise CannotMerge(_("One of them was merged already. Look again."))

    def _take_over(self, gone: Self) -> dict[str, list[int]]:
        moved: dict[str, list[int]] = {}
        for field in self._relations():
            rows = field.model._base_manager.filter(**{field.name: gone})
            ids = list(rows.values_list("pk", flat=True))
            if ids:
                rows.update(**{field.name: self})
                moved[f"{field.model._meta.label_lower}.{field.name}"] = ids
        return moved

    def _relations(self) -> Iterator[Any]:
        """Every foreign key that points to such a record, from whichever app."""
        for relation in self._meta.get_fields(include_hidden=True):
            model: Any = relation.related_model
            if relation.one_to_many and not getattr(model, "stays_at_merge", False):
                yield vars(relation)["field"]

    def _relation(self, key: str) -> Any:
        return next(
            field
            for field in self._relations()
            if f"{field.model._meta.label_lower}.{field.name}" == key
        )

    def _choose(self, gone: Self, theirs: Mapping[str, bool]) -> dict[str, list[Any]]:
        """Set the survivor's columns; gives [before, after] as rows have them."""
        values = {
            name: self.value_after(gone, name, theirs=theirs.get(name, False))
            for name in self.CHOOSABLE
        }
        for name in self.JOINED:
            values[name] = list(
                dict.fromkeys([*getattr(self, name), *getattr(gone, name)])
            )
        values["fields"] = {**gone.fields, **self.fields}
        chosen = {}
        for name, new in values.items():
            column = self._meta.get_field(name).attname  # type: ignore[union-attr]
            before = getattr(self, column)
            setattr(self, name, new)
            if getattr(self, column) != before:
                chosen[column] = [before, getattr(self, column)]
        if chosen:
            self.save(update_fields=list(chosen))
        return chosen

    def _restore(self, chosen: dict[str, list[Any]]) -> None:
        """What nobody has changed since is as it was."""
        same = {
            column: before
            for column, (before, after) in chosen.items()
            if getattr(self, column) == after
        }
        for column, before in same.items():
            setattr(self, column, before)
        if same:
            self.save(update_fields=list(same))

    def _mains_of(self, name: str, gone: Self) -> list[list[int]]:
        """The main rows of both, before they move."""
        return [
            [row.pk for row in getattr(one, name).filter(is_main=True)]
            for one in (self, gone)
        ]

    def _keep_main(self, name: str, ids: list[int]) -> None:
        rows = getattr(self, name)
        rows.exclude(pk__in=ids).update(is_main=False)
        rows.filter(pk__in=ids).update(is_main=True)
