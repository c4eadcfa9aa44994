"""What is sent out when something has been done."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from ombud.workflows.models.action import Action
from ombud.workflows.models.workflow import Workflow


class NoticeEvent(models.TextChoices):
    """When a notice is sent."""

    ACTION = "action", _("After an action")
    CREATED = "created", _("When a ticket is opened")
    COMPLETED = "completed", _("When it is solved or closed")


class Recipient(models.TextChoices):
    """To whom; a named agent and an address carry theirs behind a colon."""

    CUSTOMER = "customer", _("Customer")
    ASSIGNEE = "assignee", _("Whose ticket it is")
    PREVIOUS = "previous-assignee", _("Whose ticket it was")
    TEAM = "team", _("The team")
    LEAD = "lead", _("The team's lead")
    FOLLOWERS = "followers", _("Followers")
    AGENT = "agent", _("A named agent")
    ADDRESS = "address", _("An address")


class Notice(models.Model):
    """What an action sends out: to whom, in which words of which language."""

    workflow = models.ForeignKey(Workflow, models.CASCADE, related_name="notices")
    event = models.CharField(max_length=10, choices=NoticeEvent.choices)
    action = models.ForeignKey(
        Action, models.CASCADE, null=True, related_name="notices"
    )
    # Words of Recipient; behind agent: and address: the e-mail address.
    recipients = ArrayField(models.CharField(max_length=340), default=list)
    # {language: {"subject", "body"}}, both Liquid; the body is plain text.
    texts = models.JSONField(default=dict)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return f"notice {self.pk}"

    def text_for(self, language: str) -> dict[str, str]:
        """In that language, else in English, else in whichever there is."""
        for key in (language, language.partition("-")[0], "en", *self.texts):
            if key in self.texts:
                found: dict[str, str] = self.texts[key]
                return found
        return {"subject": "", "body": ""}
