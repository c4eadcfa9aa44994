"""Addresses of the directory; a contact's own page shows tickets: see workspace."""

from django.urls import path

from ombud.customers.views import directory, duplicates, facts, merges, responsible

CONTACT, COMPANY = {"noun": "contact"}, {"noun": "organisation"}

urlpatterns = [
    # /contacts/
    path("contacts/", directory.listing, CONTACT, name="contacts"),
    path("contacts/new/", directory.new, CONTACT, name="contact-new"),
    path(
        "contacts/responsible/",
        responsible.responsible,
        CONTACT,
        name="contact-responsible",
    ),
    path(
        "contacts/duplicates/",
        duplicates.duplicates,
        CONTACT,
        name="contact-duplicates",
    ),
    path(
        "contacts/duplicates/<int:pk>/denial/",
        duplicates.denial,
        CONTACT,
        name="contact-denial",
    ),
    # /contacts/<pk>/
    path("contacts/<int:pk>/edit/", directory.edit, CONTACT, name="contact-edit"),
    path("contacts/<int:pk>/facts/", facts.facts, CONTACT, name="contact-facts"),
    path(
        "contacts/<int:pk>/facts/<slug:name>/", facts.fact, CONTACT, name="contact-fact"
    ),
    path("contacts/<int:pk>/merges/", merges.merges, CONTACT, name="contact-merges"),
    path(
        "contacts/merges/<int:pk>/undoing/",
        merges.undoing,
        CONTACT,
        name="contact-merge-undoing",
    ),
    # /organisations/
    path("organisations/", directory.listing, COMPANY, name="organisations"),
    path("organisations/new/", directory.new, COMPANY, name="organisation-new"),
    path(
        "organisations/suggestions/",
        directory.suggestions,
        name="organisation-suggestions",
    ),
    path(
        "organisations/responsible/",
        responsible.responsible,
        COMPANY,
        name="organisation-responsible",
    ),
    path(
        "organisations/duplicates/",
        duplicates.duplicates,
        COMPANY,
        name="organisation-duplicates",
    ),
    path(
        "organisations/duplicates/<int:pk>/denial/",
        duplicates.denial,
        COMPANY,
        name="organisation-denial",
    ),
    # /organisations/<pk>/
    path(
        "organisations/<int:pk>/edit/",
        directory.edit,
        COMPANY,
        name="organisation-edit",
    ),
    path(
        "organisations/<int:pk>/facts/", facts.facts, COMPANY, name="organisation-facts"
    ),
    path(
        "organisations/<int:pk>/facts/<slug:name>/",
        facts.fact,
        COMPANY,
        name="organisation-fact",
    ),
    path(
        "organisations/<int:pk>/merges/",
        merges.merges,
        COMPANY,
        name="organisation-merges",
    ),
    path(
        "organisations/merges/<int:pk>/undoing/",
        merges.undoing,
        COMPANY,
        name="organisation-merge-undoing",
    ),
]
