"""Addresses without a noun."""

from django.urls import path

from ombud.core import views

urlpatterns = [
    path("up/", views.up, name="up"),
    path("assets/<str:name>", views.asset, name="asset"),
    path("language/", views.language, name="language"),
    path("theme/", views.theme, name="theme"),
    path("settings/", views.settings_index, name="settings"),
]
