"""The words of the starters, so that they can be translated: TOML is not searched."""

from django.utils.translation import gettext_noop

WORDS = [
    gettext_noop("Support"),
    gettext_noop("New"),
    gettext_noop("Received"),
    gettext_noop("Open"),
    gettext_noop("In progress"),
    gettext_noop("Waiting for customer"),
    gettext_noop("Waiting for your answer"),
    gettext_noop("Solved"),
    gettext_noop("Closed"),
    gettext_noop("Reply"),
    gettext_noop("Comment"),
    gettext_noop("Assign to me"),
    gettext_noop("Assign to…"),
    gettext_noop("Start work"),
    gettext_noop("Wait for customer"),
    gettext_noop("Solve"),
    gettext_noop("Close"),
    gettext_noop("Reopen"),
]
