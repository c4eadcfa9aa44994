"""A custom field: defined once, asked for by forms and actions."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class FieldKind(models.TextChoices):
    """What a field holds."""

    TEXT = "text", _("Text")
    LONG_TEXT = "long_text", _("Long text")
    NUMBER = "number", _("Number")
    MONEY = "money", _("Money")
    DATE = "date", _("Date")
    CHOICE = "choice", _("Choice from a list")
    TREE = "tree", _("Choice from a tree")
    CHECKBOX = "checkbox", _("Yes or no")
    FILE = "file", _("File")
    AGENT = "agent", _("Agent")
    TEAM = "team", _("Team")
    RECORD = "record", _("Link to a record")


class Noun(models.TextChoices):
    """What a field belongs to."""

    TICKET = "ticket", _("Ticket")
    CONTACT = "contact", _("Contact")
    ORGANISATION = "organisation", _("Organisation")
    ORDER = "order", _("Order")


def kind_choices() -> list[tuple[str, str]]:
    """A callable, so that a new kind makes no migration."""
    return [(value, str(label)) for value, label in FieldKind.choices]


def noun_choices() -> list[tuple[str, str]]:
    """A callable, so that a new noun makes no migration."""
    return [(value, str(label)) for value, label in Noun.choices]


class Field(models.Model):
    """A custom field: defined once, asked for by forms and actions."""

    slug = models.SlugField(_("key"), max_length=60)
    name = models.CharField(_("name"), max_length=80)
    noun = models.CharField(
        _("belongs to"), max_length=12, choices=noun_choices, default=Noun.TICKET
    )
    kind = models.CharField(_("kind"), max_length=10, choices=kind_choices)
    help = models.CharField(_("hint"), max_length=200, blank=True)
    # [{"slug", "name", "options": [...]}]; of a record link: the kinds of record.
    options = models.JSONField(_("values"), default=list, blank=True)
    # Whether lists can show and narrow by it.
    is_listed = models.BooleanField(_("shown in lists"), default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["noun", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["noun", "slug"], name="field_slug")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """The name in the reader's language where it is one that we ship."""
        return gettext(self.name)

    def leaves(self) -> Iterator[tuple[str, str]]:
        """Every value one may choose: its path of keys, its path of names."""
        yield from _leaves(self.options, "", "")

    def name_of(self, key: str) -> str:
        """How people read a chosen value."""
        return dict(self.leaves()).get(key, key)


def _leaves(
    options: list[dict[str, Any]], key: str, name: str
) -> Iterator[tuple[str, str]]:
    for one in options:
        path = f"{key}/{one['slug']}" if key else one["slug"]
        words = f"{name} › {gettext(one['name'])}" if name else gettext(one["name"])
        if one.get("options"):
            yield from _leaves(one["options"], path, words)
        else:
            yield path, words


class FieldUse(models.Model):
    """A field as one action asks for it, or the form by which tickets are opened."""

    workflow = models.ForeignKey(
        "workflows.Workflow", models.CASCADE, related_name="field_uses"
    )
    # None: asked when a ticket is opened.
    action = models.ForeignKey(
        "workflows.Action", models.CASCADE, null=True, related_name="field_uses"
    )
    field = models.ForeignKey(Field, models.CASCADE, related_name="uses")
    required = models.BooleanField(_("required"), default=False)
    # Shown only while another field has one of these values.
    show_if_field = models.CharField(max_length=60, blank=True)
    show_if_values = models.JSONField(default=list, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.field.name

    def is_shown(self, values: dict[str, Any]) -> bool:
        """Whether it is asked for, beside these values."""
        if not self.show_if_field:
            return True
        # What was never ticked is as good as not ticked.
        value = values.get(self.show_if_field)
        return (False if value is None else value) in self.show_if_values
