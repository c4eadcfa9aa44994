"""The company a contact belongs to."""

from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Lower
from django.utils.translation import gettext_lazy as _

from ombud.core.addresses import address
from ombud.core.fold import folded
from ombud.core.statements import ask
from ombud.customers.indexes import words_index
from ombud.customers.models.concerns.described import Described
from ombud.customers.models.concerns.entrusted import Entrusted
from ombud.customers.models.concerns.mergeable import Mergeable
from ombud.lib.mail_domains import company_domains
from ombud.users.models import User
from ombud.users.permissions import Permission

if TYPE_CHECKING:
    from ombud.customers.models.merge import Merge

# Both are what the sender's domain may be called; the longer one says more.
BY_DOMAIN = """
SELECT id FROM customers_organisation
WHERE domains && %s::varchar[] AND merged_into_id IS NULL
ORDER BY length(domains[1]) DESC, id LIMIT 2
"""


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Finding companies."""

    def living(self) -> "OrganisationQuerySet":
        """Those that are not merged into another."""
        return self.filter(merged_into=None)

    def visible_to(self, reader: User) -> "OrganisationQuerySet":
        """All, or none: whoever may see the directory."""
        may = reader.may(Permission.SEE_CUSTOMERS)
        return self.living() if may else self.none()

    def of_address(self, mail: str) -> "Organisation | None":
        """The one company whose domain that is; public domains are nobody's."""
        domains = company_domains(mail)
        found = ask(BY_DOMAIN, [domains]) if domains else []
        return self.get(pk=found[0][0]) if len(found) == 1 else None

    def with_counts(self) -> "OrganisationQuerySet":
        """`people`: how many work there."""
        people = self.model.contacts.rel.related_model._base_manager.filter(
            organisation=OuterRef("pk"), merged_into=None
        )
        count = people.order_by().values("organisation").annotate(n=Count("pk"))
        return self.annotate(people=Coalesce(Subquery(count.values("n")), 0))

    def with_number(self, number: str) -> "Organisation | None":
        """The company with that customer number."""
        found = self.living().alias(small=Lower("number"))
        return found.filter(small=number.lower()).exclude(number="").first()


class Organisation(Mergeable, Entrusted, Described):
    """The company a contact belongs to."""

    noun = "organisation"

    responsible = models.ForeignKey(
        User,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="organisations",
        verbose_name=_("responsible"),
    )
    name = models.CharField(_("name"), max_length=200)
    folded = folded("name")
    # In small letters. Who writes from one of them works there.
    domains = ArrayField(
        models.CharField(max_length=120),
        verbose_name=_("domains"),
        default=list,
        blank=True,
    )
    number = models.CharField(_("customer number"), max_length=60, blank=True)
    vat_id = models.CharField(_("VAT number"), max_length=40, blank=True)
    terms = models.CharField(_("terms"), max_length=120, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    # Where its people dial: two letters.
    country = models.CharField(_("country"), max_length=2, blank=True)

    objects = OrganisationQuerySet.as_manager()

    CHOOSABLE = (
        "name",
        "number",
        "vat_id",
        "terms",
        "phone",
        "country",
        "postal_address",
        "language",
        "time_zone",
        "responsible",
        "warning",
        "note",
    )
    JOINED = ("domains", "tags")

    class Meta:
        ordering = ["name", "id"]
        indexes = [
            models.Index(F("name"), F("id"), name="organisation_by_name"),
            words_index(F("folded"), name="organisation_words"),
            models.Index(
                Lower("number"), name="organisation_number", condition=~Q(number="")
            ),
            GinIndex(fields=["domains"], name="organisation_domains"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Its page."""
        return address("organisation", self.pk)

    @classmethod
    def merges(cls) -> "type[Merge]":
        """Where its merges are kept."""
        from ombud.customers.models.merge import OrganisationMerge

        return OrganisationMerge
