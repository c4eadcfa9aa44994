"""Addresses of templates."""

from django.urls import path

from ombud.knowledge.views import templates, versions

urlpatterns = [
    # /settings/templates/
    path("settings/templates/", templates.templates, name="templates"),
    path("settings/templates/new/", templates.new_template, name="template-new"),
    path("settings/templates/<slug:slug>/", templates.template, name="template"),
    path(
        "settings/templates/<slug:slug>/removals/",
        templates.removals,
        name="template-removals",
    ),
    path(
        "settings/templates/<slug:slug>/versions/",
        versions.versions,
        name="template-versions",
    ),
    path(
        "settings/templates/<slug:slug>/versions/<int:number>/restorations/",
        versions.restorations,
        name="template-restorations",
    ),
]
