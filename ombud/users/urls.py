"""Addresses of one's own profile and of people, teams and roles."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
