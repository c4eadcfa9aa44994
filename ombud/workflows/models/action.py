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
    FORWARD = "forward", _("Forward")
    ASSIGN = "assign", _("Assign")
    TAKE = "take", _("Take")
    MOVE = "move", _("Set state")
    DELETE = "delete", _("Delete")


class Assignment(models.TextChoices):
    """Whose the ticket is after an action."""

    KEEP = "keep", _("As it is")
    ME = "me", _("Whoever performs it")
    ASK = "ask", _("Whom they choose")
    AGENT = "agent", _("A certain agent")
    TEAM = "team", _("A team")
    ROUND_ROBIN = "round-robin", _("The team's agents in turn")
    LEAST_LOADED = "least-loaded", _("Who of the team has least to do")
    CUSTOMER_OWNER = "customer-owner", _("Who is responsible for the customer")
    NOBODY = "nobody", _("Nobody: it waits in its team")


def kind_choices() -> list[tuple[str, str]]:
    """A callable, so that a new kind makes no migration."""
    return [(value, str(label)) for value, label in ActionKind.choices]


def assignment_choices() -> list[tuple[str, str]]:
    """A callable, so that a new way makes no migration."""
    return [(value, str(label)) for value, label in Assignment.choices]


class Action(models.Model):
    """A step: from which states, what it does, and to which state it leads."""

    workflow = models.ForeignKey(Workflow, models.CASCADE, related_name="actions")
    slug = models.SlugField(max_length=60)
    name = models.CharField(_("name"), max_length=60)
    kind = models.CharField(_("kind"), max_length=10, choices=kind_choices)
    from_states = models.ManyToManyField(State, related_name="actions", blank=True)
    to_state = models.ForeignKey(
        State, models.SET_NULL, null=True, blank=True, related_name="led_to_by"
    )
    assignment = models.CharField(
        _("assign"),
        max_length=14,
        choices=assignment_choices,
        default=Assignment.KEEP,
    )
    assign_team = models.ForeignKey(
        "users.Team", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    assign_agent = models.ForeignKey(
        "users.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # What it sets by itself: a priority, tags to add, fields by their slugs.
    sets = models.JSONField(default=dict, blank=True)
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

    # Told by `keyed`; the composer's own sheet is of the first of its kind.
    is_first = True

    @property
    def label(self) -> str:
        """The name in the reader's language where it is one that we ship."""
        return gettext(self.name)


def keyed(actions: list[Action]) -> list[Action]:
    """Those of one state: each without a key of its own gets the next free figure."""
    free = [
        figure for figure in "123456789" if figure not in {a.hotkey for a in actions}
    ]
    kinds: set[str] = set()
    for action in actions:
        action.is_first = action.kind not in kinds
        kinds.add(action.kind)
        if not action.hotkey and free and action.kind != ActionKind.DELETE:
            action.hotkey = free.pop(0)
    return actions
