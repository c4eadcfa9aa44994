"""REST."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """REST."""

    name = "ombud.api"
    label = "api"
