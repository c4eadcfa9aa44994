"""Workflow, state, action: definitions only."""

from django.apps import AppConfig


class WorkflowsConfig(AppConfig):
    """Workflow, state, action: definitions only."""

    name = "ombud.workflows"
    label = "workflows"
