"""Every address, one line an app."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.urls")),
]
