"""A step on the map."""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ombud.workflows.models.state import State
from ombud.workflows.models.workflow import Workflow


class ActionKind(models.TextChoices):
    """What an action does, besides moving to its state."""

    REPLY = "reply", _("Reply")
    NOTE = "note", _("Note")
    ASSIGN = "assign", _("Assign")
    TAKE = "take", _("Take")
    MOVE = "move", _("Set state")


class Action(models.Model):
    """A step: from which states, what it does, and to which state it leads."""

    workflow = models.ForeignKey(Workflow, models.CASCADE, related_name="actions")
    slug = models.SlugField(max_length=60)
    name = models.CharField(_("name"), max_length=60)
    kind = models.CharField(_("kind"), max_length=10, choices=ActionKind.choices)
    from_states = models.ManyToManyField(State, related_name="actions", blank=True)
    to_state = models.ForeignKey(
        State, models.SET_NULL, null=True, blank=True, related_name="led_to_by"
    )
    icon = models.CharField(max_length=40, blank=True)
    hotkey = models.CharField(max_length=1, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["workflow", "slug"], name="action_slug")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """The name in the reader's language where it is one that we ship."""
        return gettext(self.name)
