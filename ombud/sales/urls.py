"""Addresses of orders, invoices, items, records, and of a ticket's links."""

from django.urls import path

from ombud.sales.views import (
    buyers,
    invoices,
    items,
    links,
    orders,
    records,
    settings,
)

urlpatterns = [
    # /orders/<number>/
    path("orders/", orders.orders, name="orders"),
    path("orders/<path:number>/", orders.order, name="order"),
    # /invoices/<number>/
    path("invoices/", invoices.invoices, name="invoices"),
    path("invoices/<path:number>/", invoices.invoice, name="invoice"),
    # /items/<number>/
    path("items/", items.items, name="items"),
    path("items/<path:number>/", items.item, name="item"),
    # /records/<type>/<number>/
    path("records/<slug:slug>/", records.records, name="records"),
    path("records/<slug:slug>/<path:number>/", records.record, name="record"),
    # /tickets/<number>/links/
    path("tickets/<int:number>/links/", links.links, name="ticket-links"),
    path(
        "tickets/<int:number>/links/choices/",
        links.link_choices,
        name="ticket-link-choices",
    ),
    path(
        "tickets/<int:number>/links/<int:pk>/confirmation/",
        links.confirmation,
        name="ticket-link-confirmation",
    ),
    path(
        "tickets/<int:number>/links/<int:pk>/refusal/",
        links.refusal,
        name="ticket-link-refusal",
    ),
    path("tickets/<int:number>/sales/", links.beside, name="ticket-sales"),
    path(
        "tickets/<int:number>/buyers/<int:contact>/denial/",
        buyers.denial,
        name="ticket-buyer-denial",
    ),
    # /settings/record-types/<slug>/
    path("settings/record-types/", settings.record_types, name="record-types"),
    path(
        "settings/record-types/new/",
        settings.new_record_type,
        name="record-type-new",
    ),
    path(
        "settings/record-types/<slug:slug>/",
        settings.record_type,
        name="record-type",
    ),
    path(
        "settings/record-types/<slug:slug>/removal/",
        settings.record_type_removal,
        name="record-type-removal",
    ),
    # /settings/carriers/<slug>/
    path("settings/carriers/", settings.carriers, name="carriers"),
    path("settings/carriers/new/", settings.new_carrier, name="carrier-new"),
    path("settings/carriers/<str:slug>/", settings.carrier, name="carrier"),
]
