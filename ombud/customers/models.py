"""Who writes to us, and the company they belong to."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ombud.core.actor import ActorKind
from ombud.core.statements import ask
from ombud.users.models import User


class Entrusted(models.Model):
    """Somebody of ours looks after this customer: what is new of them is theirs."""

    class Meta:
        abstract = True

    def entrust(self, user: User | None) -> None:
        """From now on they look after this customer, or nobody does."""
        column = "responsible"  # declared by the classes below
        setattr(self, column, user)
        self.save(update_fields=[column])


class Organisation(Entrusted):
    """The company a contact belongs to."""

    responsible = models.ForeignKey(
        User,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="organisations",
        verbose_name=_("responsible"),
    )

    name = models.CharField(_("name"), max_length=200)
    domains = ArrayField(
        models.CharField(max_length=120),
        verbose_name=_("domains"),
        default=list,
        blank=True,
    )

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class ContactQuerySet(models.QuerySet["Contact"]):
    """Finding people."""

    def with_address(self, address: str) -> "Contact | None":
        """The contact who has that e-mail address, in any case of letters.

        Most who write are in no directory: they cost one plain look into the index.
        """
        found = ask(
            "SELECT contact_id FROM customers_contactaddress"
            " WHERE lower(address) = %s LIMIT 1",
            [address.lower()],
        )
        people = self.select_related("organisation")
        return people.get(pk=found[0][0]) if found else None


class Contact(Entrusted):
    """A person who writes to us."""

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
    language = models.CharField(_("language"), max_length=10, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    note = models.TextField(_("note"), blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = ContactQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

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


class ContactAddress(models.Model):
    """One of a contact's e-mail addresses."""

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="addresses")
    address = models.EmailField(_("e-mail"), max_length=320)
    is_main = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("address"), name="contact_address_once")
        ]

    def __str__(self) -> str:
        return self.address
