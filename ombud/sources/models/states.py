"""How far an import has come."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportState(models.TextChoices):
    """How far it has come."""

    DRAFT = "draft", _("Not begun")
    TRYING = "trying", _("Being tried out")
    TRIED = "tried", _("Tried out")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    STOPPED = "stopped", _("Stopped")


BUSY = (ImportState.TRYING, ImportState.RUNNING)
OPEN = (ImportState.DRAFT, ImportState.TRIED)
