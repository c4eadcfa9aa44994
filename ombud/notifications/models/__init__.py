"""Notification, what one wants to hear of, and what has not been heard yet."""

from ombud.notifications.models.alarm import Alarm
from ombud.notifications.models.notification import Notification
from ombud.notifications.models.preferences import Event, Mail, Preferences, Wish
from ombud.notifications.models.reason import Reason
from ombud.notifications.models.unheard import Unheard

__all__ = [
    "Alarm",
    "Event",
    "Mail",
    "Notification",
    "Preferences",
    "Reason",
    "Unheard",
    "Wish",
]
