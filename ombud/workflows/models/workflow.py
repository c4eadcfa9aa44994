"""A company's own way of working, as data."""

from functools import cached_property
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from ombud.workflows.models.state import State


class Workflow(models.Model):
    """The map a ticket moves on: states, and actions between them."""

    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(max_length=80, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def first_state(self) -> "State":
        """Where a new ticket starts."""
        return self.states.order_by("position")[0]
