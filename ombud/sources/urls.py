"""Addresses of imports and connected systems."""

from django.urls import path

from ombud.sources.views import connectors, imports

urlpatterns = [
    # /settings/imports/<pk>/
    path("settings/imports/", imports.imports, name="imports"),
    path("settings/imports/list/", imports.import_list, name="import-list"),
    path("settings/imports/<int:pk>/", imports.import_, name="import"),
    path("settings/imports/<int:pk>/plan/", imports.plan, name="import-plan"),
    path("settings/imports/<int:pk>/runs/", imports.runs, name="import-runs"),
    path("settings/imports/<int:pk>/stops/", imports.stops, name="import-stops"),
    path(
        "settings/imports/<int:pk>/progress/",
        imports.progress,
        name="import-progress",
    ),
    path(
        "settings/imports/<int:pk>/refusals.csv",
        imports.refusals,
        name="import-refusals",
    ),
    path("settings/imports/<int:pk>/removal/", imports.removal, name="import-removal"),
    # /settings/connectors/<pk>/
    path("settings/connectors/", connectors.connectors, name="connectors"),
    path("settings/connectors/list/", connectors.tiles, name="connector-list"),
    path("settings/connectors/new/", connectors.new, name="connector-new"),
    path(
        "settings/connectors/trials/",
        connectors.new_trials,
        name="connector-new-trials",
    ),
    path("settings/connectors/<int:pk>/", connectors.connector, name="connector"),
    path(
        "settings/connectors/<int:pk>/trials/",
        connectors.trials,
        name="connector-trials",
    ),
    path(
        "settings/connectors/<int:pk>/pulls/",
        connectors.pulls,
        name="connector-pulls",
    ),
    path(
        "settings/connectors/<int:pk>/removal/",
        connectors.removal,
        name="connector-removal",
    ),
]
