"""Addresses of the bell, and of what one wants to hear of."""

from django.urls import path

from ombud.notifications.views import notifications, preferences

urlpatterns = [
    # /notifications/
    path("notifications/", notifications.notifications, name="notifications"),
    path("notifications/latest/", notifications.latest, name="notifications-latest"),
    path("notifications/alarms/<int:pk>/", notifications.alarm, name="alarm"),
    path("notifications/bell/", notifications.count, name="bell"),
    path(
        "notifications/readings/",
        notifications.readings,
        name="notification-readings",
    ),
    # /profile/
    path(
        "profile/notifications/",
        preferences.preferences,
        name="notification-preferences",
    ),
]
