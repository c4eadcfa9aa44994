"""Who writes to us, and the company they belong to."""

from ombud.customers.models.address import ContactAddress
from ombud.customers.models.change import Change
from ombud.customers.models.contact import Contact, ContactQuerySet
from ombud.customers.models.likeness import Likeness
from ombud.customers.models.looked import Looked
from ombud.customers.models.merge import ContactMerge, Merge, OrganisationMerge
from ombud.customers.models.organisation import Organisation, OrganisationQuerySet
from ombud.customers.models.phone import ContactPhone
from ombud.customers.models.shop_account import ShopAccount

__all__ = [
    "Change",
    "Contact",
    "ContactAddress",
    "ContactMerge",
    "ContactPhone",
    "ContactQuerySet",
    "Likeness",
    "Looked",
    "Merge",
    "Organisation",
    "OrganisationMerge",
    "OrganisationQuerySet",
    "ShopAccount",
]
