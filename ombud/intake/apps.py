"""The one way in for everything."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """The one way in for everything."""

    name = "ombud.intake"
    label = "intake"
