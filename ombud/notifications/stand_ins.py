"""Who stands in for whom: the one place that asks."""

from typing import Any

from django.apps import apps


def stand_ins() -> dict[int, int]:
    """{who is away now: who stands in for them}, by their keys."""
    try:
        absences: Any = apps.get_app_config("users").get_model("Absence")
    except LookupError:
        # Nobody plans absences on this desk.
        return {}
    running = absences.objects.running()
    return {one.user_id: one.substitute_id for one in running if one.substitute_id}
