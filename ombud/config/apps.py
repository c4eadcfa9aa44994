"""The only place that knows everything; an app for its commands alone."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Carries `ombud run` and `ombud worker`."""

    name = "ombud.config"
    label = "config"
