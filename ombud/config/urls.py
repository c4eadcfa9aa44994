"""All addresses: one line an app."""

from django.urls import URLPattern, URLResolver, include, path

from ombud.core import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("ombud.core.urls")),
    path("", include("ombud.users.urls")),
    path("accounts/", include("allauth.urls")),
    path("", include("ombud.intake.urls")),
    path("", include("ombud.channels.urls")),
    path("", include("ombud.api.urls")),
    path("", include("ombud.customers.urls")),
    path("", include("ombud.knowledge.urls")),
    path("", include("ombud.workflows.category_urls")),
    path("", include("ombud.workflows.urls")),
    path("", include("ombud.notifications.urls")),
    path("", include("ombud.sources.urls")),
    path("", include("ombud.sales.urls")),
    path("", include("ombud.tickets.urls")),
    path("", include("ombud.portal.urls")),
    path("", include("ombud.forms.urls")),
    path("", include("ombud.workspace.urls")),
]

handler403 = views.forbidden
handler404 = views.not_found
handler500 = views.server_error
