"""A person who writes to us."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from ombud.core.actor import ActorKind
from ombud.core.addresses import address
from ombud.core.fold import folded
from ombud.core.statements import ask
from ombud.customers.indexes import words_index
from ombud.customers.models.concerns.described import Described
from ombud.customers.models.concerns.entrusted import Entrusted
from ombud.customers.models.concerns.mergeable import Mergeable
from ombud.customers.models.concerns.reachable import Reachable
from ombud.customers.models.organisation import Organisation
from ombud.users.models import User
from ombud.users.permissions import Permission

if TYPE_CHECKING:
    from ombud.customers.models.merge import Merge

BY_ADDRESS = """
SELECT contact_id FROM customers_contactaddress WHERE lower(address) = %s LIMIT 1
"""
# Two are enough to know that it is not one.
BY_PHONE = """
SELECT DISTINCT contact_id FROM customers_contactphone WHERE number = %s LIMIT 2
"""
BY_NUMBER = """
SELECT DISTINCT contact_id FROM customers_shopaccount
WHERE lower(number) = ANY(%s) LIMIT 2
"""


class ContactQuerySet(models.QuerySet["Contact"]):
    """Finding people."""

    def living(self) -> "ContactQuerySet":
        """Those that are not merged into somebody else."""
        return self.filter(merged_into=None)

    def visible_to(self, reader: User) -> "ContactQuerySet":
        """All, or none: whoever may see the directory."""
        may = reader.may(Permission.SEE_CUSTOMERS)
        return self.living() if may else self.none()

    def with_address(self, address: str) -> "Contact | None":
        """The contact who has that e-mail address, in any case of letters.

        Most who write are in no directory: they cost one plain look into the index.
        """
        return self._only(ask(BY_ADDRESS, [address.lower()]))

    def with_phone(self, number: str) -> "Contact | None":
        """The one contact with that number (E.164); nobody where several share it."""
        return self._only(ask(BY_PHONE, [number]))

    def with_number(self, numbers: Iterable[str]) -> "Contact | None":
        """The one contact with one of those customer numbers."""
        small = [number.lower() for number in numbers]
        return self._only(ask(BY_NUMBER, [small])) if small else None

    def for_rows(self) -> "ContactQuerySet":
        """With what a list shows of them, in four queries."""
        return self.select_related("organisation", "responsible").prefetch_related(
            "addresses", "phones", "accounts"
        )

    def _only(self, found: list[tuple[int, ...]]) -> "Contact | None":
        if len(found) != 1:
            return None
        return self.select_related("organisation").get(pk=found[0][0])


class Contact(Mergeable, Reachable, Entrusted, Described):
    """A person who writes to us."""

    noun = "contact"

    responsible = models.ForeignKey(
        User,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="contacts",
        verbose_name=_("responsible"),
    )
    name = models.CharField(_("name"), max_length=200)
    organisation = models.ForeignKey(
        Organisation,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="contacts",
        verbose_name=_("organisation"),
    )
    folded = folded("name")
    role = models.CharField(_("role in the company"), max_length=80, blank=True)

    objects = ContactQuerySet.as_manager()

    CHOOSABLE = (
        "name",
        "organisation",
        "role",
        "language",
        "time_zone",
        "postal_address",
        "responsible",
        "warning",
        "note",
    )
    JOINED = ("tags",)
    WITH_MAIN = ("addresses", "phones")

    class Meta:
        ordering = ["name", "id"]
        indexes = [
            models.Index(F("name"), F("id"), name="contact_by_name"),
            words_index(F("folded"), name="contact_words"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def actor_kind(self) -> ActorKind:
        """A contact."""
        return ActorKind.CONTACT

    @property
    def actor_name(self) -> str:
        """The name on the timeline."""
        return self.name

    def get_absolute_url(self) -> str:
        """Their page."""
        return address("contact", self.pk)

    @classmethod
    def merges(cls) -> "type[Merge]":
        """Where their merges are kept."""
        from ombud.customers.models.merge import ContactMerge

        return ContactMerge
