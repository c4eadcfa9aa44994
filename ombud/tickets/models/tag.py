"""Tags: the words by which tickets are found together, and their colours."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ombud.core.actor import Actor
from ombud.core.remembered import remembered
from ombud.tickets.tags import cleaned
from ombud.users.models import User
from ombud.users.permissions import Permission
from ombud.workflows.models import ActionNotAllowed

HUES = 12


@dataclass(frozen=True, slots=True)
class Chip:
    """A tag as pages show it; 0 is the plain grey."""

    name: str
    hue: int = 0


@dataclass(frozen=True, slots=True)
class KnownTags:
    """All tags by how they may be written: in any case, and by former names."""

    chips: dict[str, Chip] = field(default_factory=dict)
    former: dict[str, Chip] = field(default_factory=dict)

    @classmethod
    def read(cls, *, fresh: bool = False) -> "KnownTags":
        """By one query; kept half a minute for pages."""
        return _known_tags.afresh() if fresh else _known_tags()

    def find(self, word: str) -> Chip | None:
        """The tag that is meant by this word."""
        key = word.lower()
        return self.chips.get(key) or self.former.get(key)

    def resolve(self, words: Iterable[str]) -> list[str]:
        """As the tags are written; what nobody knows stays as it is."""
        names = (getattr(self.find(word), "name", word) for word in cleaned(words))
        return list(dict.fromkeys(names))

    def chips_of(self, names: Iterable[str]) -> tuple[Chip, ...]:
        """With their colours."""
        return tuple(self.chips.get(name.lower(), Chip(name)) for name in names)


class TagQuerySet(models.QuerySet["Tag"]):
    """Which tags there are."""

    def chips(self, names: Iterable[str]) -> tuple[Chip, ...]:
        """Those of a ticket, with their colours; no query in most cases."""
        return KnownTags.read().chips_of(names) if names else ()

    def allowed(self, words: Iterable[str], by: Actor) -> list[str]:
        """As the tags are written. ActionNotAllowed where a new one is not `by`'s."""
        known = KnownTags.read(fresh=True)
        names = known.resolve(words)
        new = [name for name in names if name.lower() not in known.chips]
        if new and isinstance(by, User) and not by.may(Permission.MAKE_TAGS):
            raise ActionNotAllowed(
                _now(
                    "There is no tag “%(tag)s”, and your roles do not let you make "
                    "new ones. Choose one that is there."
                )
                % {"tag": new[0]},
                never=True,
            )
        return names

    def make_missing(self, names: Iterable[str]) -> None:
        """Each name is a tag of its own from now on.

        A name that has gone into another tag comes back when a merge is taken back.
        """
        wanted = {name.lower(): name for name in names}
        there = self.annotate(key=Lower("name")).filter(key__in=wanted)
        missing = wanted.keys() - set(there.values_list("key", flat=True))
        if not missing:
            return
        self._free(missing)
        new = [Tag(name=wanted[key]) for key in sorted(missing)]
        self.bulk_create(new, ignore_conflicts=True)
        forget_tags()

    def _free(self, keys: Iterable[str]) -> None:
        """Nobody was called so before: they are names again."""
        keys = {key.lower() for key in keys}
        for tag in self.exclude(former=[]):
            kept = [one for one in tag.former if one.lower() not in keys]
            if kept != tag.former:
                tag.former = kept
                tag.save(update_fields=["former"])


class Tag(models.Model):
    """A word by which tickets are found together, with its colour."""

    name = models.CharField(_("name"), max_length=60)
    hue = models.PositiveSmallIntegerField(_("colour"), default=0)
    # What it was called before, and what has gone into it: understood ever after.
    former = ArrayField(models.CharField(max_length=60), default=list, blank=True)

    objects = TagQuerySet.as_manager()

    class Meta:
        ordering = [Lower("name")]
        constraints = [models.UniqueConstraint(Lower("name"), name="tag_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def chip(self) -> Chip:
        """As pages show it."""
        return Chip(self.name, self.hue)

    @property
    def ticket_count(self) -> int:
        """How many tickets have it, finished ones too."""
        return tickets_with(self.name).count()

    @transaction.atomic
    def keep(self, *, name: str, hue: int) -> None:
        """Call it and colour it so; its tickets follow."""
        before, self.name, self.hue = self.name, name, hue
        if before.lower() != name.lower():
            kept = [one for one in self.former if one.lower() != name.lower()]
            self.former = [*kept, before] if before else kept
        self.save()
        Tag.objects.exclude(pk=self.pk)._free([name])
        if before and before != name:
            _defer(before, name)
        forget_tags()

    @transaction.atomic
    def merge_into(self, other: "Tag", *, by: User) -> None:
        """Its tickets get the other one; each tells it, and can take it back."""
        self.delete()
        other.former = list(dict.fromkeys([*other.former, *self.former, self.name]))
        other.save(update_fields=["former"])
        _defer(self.name, other.name, by)
        forget_tags()

    @transaction.atomic
    def remove(self, *, by: User) -> None:
        """Away with it, and off its tickets; each tells it, and can take it back."""
        self.delete()
        _defer(self.name, "", by)
        forget_tags()


@remembered
def _known_tags() -> KnownTags:
    found = KnownTags()
    for name, hue, former in Tag.objects.values_list("name", "hue", "former"):
        chip = Chip(name, hue)
        found.chips[name.lower()] = chip
        found.former.update((each.lower(), chip) for each in former)
    return found


def tickets_with(name: str) -> "models.QuerySet[Any]":
    """All tickets that have a tag written just so."""
    from ombud.tickets.models.ticket import Ticket

    return Ticket.objects.filter(tags__contains=[name])


def forget_tags() -> None:
    """Of this process now; others follow within half a minute."""
    _known_tags.forget()


def _defer(old: str, new: str, by: User | None = None) -> None:
    """In the same transaction as the row."""
    from procrastinate.contrib.django import app

    task = app.configure_task("ombud.tickets.jobs.replace_tag")
    task.defer(old=old, new=new, by_id=by.pk if by else None)
