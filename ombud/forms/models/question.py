"""One thing a form asks for: ours, or a custom field of tickets."""

from typing import Any

from django.db import models
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from ombud.forms.models.form import Form
from ombud.workflows.models.field import FieldKind


class Own(models.TextChoices):
    """What every form can ask for without a custom field."""

    NAME = "name", _("Your name")
    EMAIL = "email", _("E-mail")
    PHONE = "phone", _("Telephone")
    ORDER = "order", _("Order number")
    SUBJECT = "subject", _("In a few words")
    MESSAGE = "message", _("What is it about?")
    FILES = "files", _("Photos and files")


# What a person cannot fill in on a public page.
INTERNAL = {FieldKind.AGENT, FieldKind.TEAM, FieldKind.RECORD, FieldKind.FILE}


def own_choices() -> list[tuple[str, str]]:
    """A callable, so that a new one makes no migration."""
    return [(value, str(label)) for value, label in Own.choices]


class Question(models.Model):
    """What one form asks for, in its place: ours or a custom field."""

    form = models.ForeignKey(Form, models.CASCADE, related_name="questions")
    # One of these two.
    own = models.CharField(max_length=10, choices=own_choices, blank=True)
    field = models.ForeignKey(
        "workflows.Field", models.CASCADE, null=True, related_name="+"
    )
    required = models.BooleanField(_("required"), default=False)
    # Another question's key and its values beside which this one is shown.
    show_if = models.CharField(max_length=60, blank=True)
    show_if_values = models.JSONField(default=list, blank=True)
    # {language: words} where ours do not fit.
    labels = models.JSONField(default=dict, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["form", "own"],
                name="question_own",
                condition=~models.Q(own=""),
            ),
            models.UniqueConstraint(fields=["form", "field"], name="question_field"),
            models.CheckConstraint(
                condition=models.Q(own="") ^ models.Q(field=None),
                name="question_asks_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def key(self) -> str:
        """Its name in what is sent."""
        return self.own or (f"field-{self.field.slug}" if self.field else "")

    @property
    def label(self) -> str:
        """In the reader's language."""
        own = self.labels.get(translation.get_language() or "")
        return str(own or self.default_label)

    @property
    def default_label(self) -> str:
        """Where the company says nothing else."""
        if self.field:
            return self.field.label
        return str(Own(self.own).label)

    @property
    def kind(self) -> str:
        """What it takes, as people read it."""
        return str(FieldKind(self.field.kind).label) if self.field else ""

    @property
    def leaves(self) -> dict[str, Any]:
        """{value: name} that others can be shown beside; none for free text."""
        if self.field is None:
            return {}
        if self.field.kind == FieldKind.CHECKBOX:
            return {"True": _("yes"), "False": _("no")}
        return dict(self.field.leaves())

    def is_shown(self, said: dict[str, Any]) -> bool:
        """Whether it is asked for beside these answers."""
        if not self.show_if:
            return True
        value = said.get(self.show_if)
        return str(False if value in (None, "") else value) in self.show_if_values
