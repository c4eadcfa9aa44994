"""Agents, teams, roles, permissions, sign-in, tokens."""

from django.apps import AppConfig


class UsersConfig(AppConfig):
    """Agents, teams, roles, permissions, sign-in, tokens."""

    name = "ombud.users"
    label = "users"
