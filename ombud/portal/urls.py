"""Addresses of customers' pages, and of the agent's dialog."""

from django.urls import path

from ombud.portal.views import links, pages

ONE = "tickets/<int:number>/customer-link/"

urlpatterns = [
    # /r/<token>/
    path("r/<str:token>/", pages.customer_page, name="customer-page"),
    path(
        "r/<str:token>/files/<int:pk>/small/",
        pages.customer_thumbnail,
        name="customer-thumbnail",
    ),
    path(
        "r/<str:token>/files/<int:pk>/<path:filename>",
        pages.customer_file,
        name="customer-file",
    ),
    # /tickets/<number>/customer-link/
    path(ONE, links.customer_link, name="customer-link"),
    path(f"{ONE}mails/", links.mail, name="customer-link-mails"),
    path(f"{ONE}revocations/", links.revocation, name="customer-link-revocations"),
]
