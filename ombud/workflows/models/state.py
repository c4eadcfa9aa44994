"""A place on the map."""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ombud.workflows.models.workflow import Workflow


class StateKind(models.TextChoices):
    """What a state means to lists and reports, whatever the company calls it."""

    NEW = "new", _("New")
    OPEN = "open", _("Open")
    WAITING = "waiting", _("Waiting")
    SOLVED = "solved", _("Solved")
    CLOSED = "closed", _("Closed")


# Kinds that still need somebody's work.
UNFINISHED = [StateKind.NEW, StateKind.OPEN, StateKind.WAITING]


class State(models.Model):
    """A place on the map, with the company's own name."""

    workflow = models.ForeignKey(Workflow, models.CASCADE, related_name="states")
    slug = models.SlugField(max_length=60)
    name = models.CharField(_("name"), max_length=60)
    public_name = models.CharField(_("name for customers"), max_length=60, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=StateKind.choices)
    # One of the twelve hues of the look; 0: the colour of its kind.
    hue = models.PositiveSmallIntegerField(_("colour"), default=0)
    # A customer's answer leaves it here: it waits for a parcel, not for words.
    stays = models.BooleanField(_("stays when the customer writes"), default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["workflow", "slug"], name="state_slug")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """The name in the reader's language where it is one that we ship."""
        return gettext(self.name)

    @property
    def public_label(self) -> str:
        """What customers read, in their language where it is a word that we ship."""
        return gettext(self.public_name or self.name)

    @property
    def glyph(self) -> str:
        """The picture of its kind: the look calls "solved" resolved."""
        return "resolved" if self.kind == StateKind.SOLVED else self.kind

    @property
    def is_finished(self) -> bool:
        """Whether nobody needs to work on what stands here."""
        return self.kind not in UNFINISHED
