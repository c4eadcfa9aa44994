"""All addresses: one line an app."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

from ombud.core import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include("allauth.urls")),
    path("", include("ombud.core.urls")),
    path("", include("ombud.users.urls")),
]

if find_spec("ombud.workspace.urls"):
    urlpatterns.append(path("", include("ombud.workspace.urls")))
else:
    # Until the workspace has pages, the settings are the first thing to see.
    urlpatterns.append(path("", views.settings_index, name="home"))

handler403 = views.forbidden
handler404 = views.not_found
handler500 = views.server_error
