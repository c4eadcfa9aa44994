"""Sent forms that wait for a person."""

from ombud.forms.models import Submission
from ombud.forms.models.submission import SubmissionQuerySet
from ombud.users.models import User
from ombud.users.permissions import Permission

# Its name among the counts of a page.
KEY = "submissions"


def waiting_for(reader: User) -> SubmissionQuerySet:
    """What this reader may look at and decide."""
    if not reader.may(Permission.SEE_INTAKE):
        return Submission.objects.none()
    return Submission.objects.waiting()
