"""Agents' pages made of several nouns; settings index."""

from django.apps import AppConfig


class WorkspaceConfig(AppConfig):
    """Agents' pages made of several nouns; settings index."""

    name = "ombud.workspace"
    label = "workspace"
