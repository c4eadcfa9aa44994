"""A company's own way of working, as data."""

from functools import cached_property
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from ombud.workflows.models.state import State


class Workflow(models.Model):
    """The map a ticket moves on: states, and actions between them. It is its type."""

    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(max_length=80, unique=True)
    icon = models.CharField(max_length=40, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(_("offered for new tickets"), default=True)
    is_exclusive = models.BooleanField(
        _("only whose ticket it is acts on it"), default=False
    )
    # A later answer to what was closed so long ago opens a new, linked ticket.
    reopen_days = models.PositiveSmallIntegerField(_("days to reopen"), null=True)
    # So long after closing, what the requester sent and who they are is erased.
    erase_days = models.PositiveSmallIntegerField(_("days to keep"), null=True)

    class Meta:
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """The name in the reader's language where it is one that we ship."""
        return gettext(self.name)

    @cached_property
    def first_state(self) -> "State":
        """Where a new ticket starts."""
        return self.states.order_by("position")[0]
