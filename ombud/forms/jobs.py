"""What the worker does for forms."""

from django.db import close_old_connections
from procrastinate.contrib.django import app

from ombud.forms.models import Submission


@app.task
def forget_submissions(timestamp: int = 0) -> None:
    """What was set aside a month ago."""
    try:
        Submission.objects.forget_old()
    finally:
        close_old_connections()
