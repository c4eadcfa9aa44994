"""Addresses without a noun."""

from django.urls import path

from ombud.core import live_stream, views

urlpatterns = [
    path("up/", views.up, name="up"),
    path("assets/<str:name>", views.asset, name="asset"),
    path("live/", live_stream.live, name="live"),
    path("language/", views.language, name="language"),
    path("theme/", views.theme, name="theme"),
    path("settings/", views.settings_index, name="settings"),
]
