"""What a role may allow: the closed list, each with its line for the settings page."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Permission(models.TextChoices):
    """One thing a role may allow. What happens on tickets is the workflow's to say."""

    WORK_TICKETS = "work_tickets", _("Work on the tickets of their teams")
    SEE_ALL_TICKETS = "see_all_tickets", _("See the tickets of every team")
    LEAD_TICKETS = (
        "lead_tickets",
        _("Step in where only a ticket's owner may act"),
    )
    PURGE_TICKETS = (
        "purge_tickets",
        _("Delete tickets in the bin for good"),
    )
    MAKE_TAGS = "make_tags", _("Make new tags")
    WRITE_TEMPLATES = (
        "write_templates",
        _("Write answer templates and text blocks"),
    )
    SEE_ORDERS = "see_orders", _("See orders, invoices and items")
    CHANGE_ORDERS = "change_orders", _("Add and change orders, invoices and items")
    SEE_CUSTOMERS = "see_customers", _("See customers and their companies")
    EDIT_CUSTOMERS = "edit_customers", _("Add, change and merge customers")
    MANAGE_SOURCES = (
        "manage_sources",
        _("Import files and connect shops and accounting systems"),
    )
    SEE_INTAKE = "see_intake", _("See incoming mail, held and failed mail included")
    MANAGE_CHANNELS = "manage_channels", _("Set up mailboxes and other channels")
    MANAGE_WORKFLOWS = (
        "manage_workflows",
        _("Draw workflows and say who may do what"),
    )
    MANAGE_PEOPLE = "manage_people", _("Add agents, teams and roles")
    MANAGE_SETTINGS = "manage_settings", _("Change the company's settings")
