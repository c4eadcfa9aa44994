"""Addresses of the categories."""

from django.urls import path

from ombud.workflows.views import categories

urlpatterns = [
    # /settings/categories/
    path("settings/categories/", categories.categories, name="categories"),
    path("settings/categories/new/", categories.new_category, name="category-new"),
    path("settings/categories/<slug:slug>/", categories.category, name="category"),
    path(
        "settings/categories/<slug:slug>/removals/",
        categories.removals,
        name="category-removals",
    ),
]
