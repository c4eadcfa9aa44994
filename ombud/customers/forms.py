"""Contacts and organisations as forms: whole, or one fact of them."""

from collections.abc import Collection, Iterator
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from ombud.core.countries import country_choices
from ombud.core.models import Installation
from ombud.customers.companies import company_named
from ombud.customers.custom import custom_fields
from ombud.customers.lines import AccountsField, EmailsField, PhonesField, no_phone
from ombud.customers.models import Contact, ContactAddress, Organisation, ShopAccount
from ombud.lib.mail_domains import domain_of, is_public
from ombud.lib.phone import normalise, readable
from ombud.users.forms import zone_choices
from ombud.users.models import User
from ombud.users.people import agents_or

CUSTOM = "custom-"
Customer = Contact | Organisation


def language_choices() -> list[tuple[str, str]]:
    """What somebody may speak, each in its own word."""
    return [("", "–"), *settings.LANGUAGES]


def zones() -> list[tuple[str, str]]:
    """Where somebody may be."""
    return [("", "–"), *zone_choices()]


class CustomerForm(forms.Form):
    """What contacts and organisations have in common."""

    # Those that are columns, and kept as they are.
    COLUMNS: ClassVar[tuple[str, ...]] = (
        "name",
        "language",
        "time_zone",
        "postal_address",
        "responsible",
        "warning",
        "note",
    )

    name = forms.CharField(label=_lazy("Name"), max_length=200)
    language = forms.ChoiceField(
        label=_lazy("Language"), choices=language_choices, required=False
    )
    time_zone = forms.ChoiceField(
        label=_lazy("Time zone"), choices=zones, required=False
    )
    responsible = forms.ModelChoiceField(
        User.objects.none(),
        label=_lazy("Responsible"),
        required=False,
        empty_label=_lazy("Nobody in particular"),
        to_field_name="email",
    )
    tags = forms.CharField(
        label=_lazy("Tags"),
        required=False,
        max_length=500,
        help_text=_lazy("Parted by commas."),
    )
    postal_address = forms.CharField(
        label=_lazy("Postal address"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    warning = forms.CharField(
        label=_lazy("Warning"),
        required=False,
        max_length=300,
        help_text=_lazy("Shown above everything, to whoever answers."),
    )
    note = forms.CharField(
        label=_lazy("Note"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self,
        customer: Customer,
        *args: Any,
        by: User,
        only: Collection[str] = (),
        **options: Any,
    ) -> None:
        """`only`: the facts that are asked for; all where it is empty."""
        options["initial"] = {**self.known(customer), **options.get("initial", {})}
        super().__init__(*args, **options)
        self.customer, self.by = customer, by
        agents = agents_or(customer.responsible_id)
        self.fields["responsible"].queryset = agents  # type: ignore[attr-defined]
        for key, field in custom_fields().form_fields(customer.noun).items():
            self.fields[f"{CUSTOM}{key}"] = field
        # Labels of what is not asked for, because another system says it.
        elsewhere = []
        for name, field in list(self.fields.items()):
            source = customer.source_of(name)
            if source:
                elsewhere.append(f"{field.label} ({source})")
            if (only and name not in only) or source:
                del self.fields[name]
        self.said_elsewhere = ", ".join(elsewhere)

    def known(self, customer: Customer) -> dict[str, Any]:
        """What the form shows at first."""
        known = {name: getattr(customer, name) for name in self.COLUMNS}
        custom = {f"{CUSTOM}{key}": value for key, value in customer.fields.items()}
        responsible = customer.responsible.email if customer.responsible else ""
        tags = ", ".join(customer.tags)
        return {**known, **custom, "responsible": responsible, "tags": tags}

    def clean_tags(self) -> list[str]:
        """Each once."""
        tags = (
            " ".join(tag.split())[:60] for tag in self.cleaned_data["tags"].split(",")
        )
        return list(dict.fromkeys(tag for tag in tags if tag))

    def some(self, *names: str) -> list[BoundField]:
        """Those of these fields that are asked for."""
        return [self[name] for name in names if name in self.fields]

    @property
    def identity(self) -> list[BoundField]:
        """Who they are to us."""
        return self.some(
            "accounts", "number", "vat_id", "terms", "language", "responsible"
        )

    @property
    def reach(self) -> list[BoundField]:
        """How to reach them."""
        names = ("emails", "domains", "phones", "phone", "country")
        return self.some(*names, "postal_address", "time_zone")

    @property
    def about(self) -> list[BoundField]:
        """What one should know before answering."""
        return self.some("tags", "warning", "note")

    @property
    def custom(self) -> Iterator[BoundField]:
        """The custom fields."""
        return (self[name] for name in self.fields if name.startswith(CUSTOM))

    @transaction.atomic
    def save(self) -> Customer:
        """Change what differs, by the verbs."""
        if self.customer.pk is None:
            self.customer.name = self.cleaned_data["name"]
            self.customer.save()
            made = {"name": [None, self.customer.name]}
            self.customer.remember(made, by=self.by)
        self.customer.change(by=self.by, **self.columns())
        return self.customer

    def columns(self) -> dict[str, Any]:
        """The columns that the form has asked for."""
        data = self.cleaned_data
        found = {name: data[name] for name in (*self.COLUMNS, "tags") if name in data}
        custom = {
            name.removeprefix(CUSTOM): custom_fields().stored(value)
            for name, value in data.items()
            if name.startswith(CUSTOM)
        }
        if custom:
            both = {**self.customer.fields, **custom}
            found["fields"] = {key: one for key, one in both.items() if one is not None}
        return found


class ContactForm(CustomerForm):
    """A person: also how to reach them, and where they work."""

    COLUMNS = (*CustomerForm.COLUMNS, "role")

    emails = EmailsField(
        label=_lazy("E-mail"), help_text=_lazy("One a line; the first is answered to.")
    )
    phones = PhonesField(
        label=_lazy("Phone"), help_text=_lazy("One a line: +420 601 000 142 (mobile)")
    )
    company = forms.CharField(
        label=_lazy("Company"),
        required=False,
        max_length=200,
        help_text=_lazy("A name that nobody has yet makes a new company."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "company-names"}),
    )
    role = forms.CharField(
        label=_lazy("Role in the company"), required=False, max_length=80
    )
    accounts = AccountsField(
        label=_lazy("Customer number"), help_text=_lazy("One a line: 10023 (shop)")
    )

    customer: Contact

    def __init__(self, customer: Contact, *args: Any, **options: Any) -> None:
        super().__init__(customer, *args, **options)
        if phones := self.fields.get("phones"):
            phones.region = customer.region  # type: ignore[attr-defined]

    def known(self, customer: Customer) -> dict[str, Any]:
        """With what stands in rows of its own, one a line."""
        known = super().known(customer)
        if not isinstance(customer, Contact):
            return known
        company = customer.organisation.name if customer.organisation else ""
        if customer.pk is None:
            return {**known, "company": company}
        return {
            **known,
            "company": company,
            "emails": "\n".join(customer.emails),
            "phones": "\n".join(
                f"{one.readable} ({one.label})" if one.label else one.readable
                for one in customer.numbers
            ),
            "accounts": "\n".join(
                f"{one.number} ({one.shop})" if one.shop else one.number
                for one in customer.accounts.all()
            ),
        }

    def clean_emails(self) -> list[str]:
        """Nobody else may have them."""
        emails = [address for address, _label in self.cleaned_data["emails"]]
        taken = ContactAddress.objects.select_related("contact")
        for address in emails:
            other = taken.filter(address__iexact=address).first()
            if other and other.contact_id != self.customer.pk:
                raise ValidationError(
                    _("%(address)s belongs to %(name)s. Link or merge the two.")
                    % {"address": address, "name": other.contact}
                )
        return emails

    def clean_accounts(self) -> list[tuple[str, str]]:
        """A customer number of one shop is one person's."""
        accounts: list[tuple[str, str]] = self.cleaned_data["accounts"]
        taken = ShopAccount.objects.select_related("contact")
        for number, shop in accounts:
            other = taken.filter(number__iexact=number, shop__iexact=shop).first()
            if other and other.contact_id != self.customer.pk:
                raise ValidationError(
                    _("The number %(number)s belongs to %(name)s.")
                    % {"number": number, "name": other.contact}
                )
        return accounts

    @transaction.atomic
    def save(self) -> Contact:
        """The person, and how to reach them."""
        super().save()
        data = self.cleaned_data
        rows = {
            name: data[name]
            for name in ("emails", "phones", "accounts")
            if name in data
        }
        if rows:
            self.customer.reach_at(by=self.by, **rows)
        return self.customer

    def columns(self) -> dict[str, Any]:
        """A company is named; what has no such name yet is made."""
        found = super().columns()
        if "company" in self.cleaned_data:
            name = self.cleaned_data["company"]
            found["organisation"] = company_named(name, by=self.by)
        return found


class OrganisationForm(CustomerForm):
    """A company: also its domains and numbers."""

    COLUMNS = (*CustomerForm.COLUMNS, "number", "vat_id", "terms", "country")

    domains = forms.CharField(
        label=_lazy("Mail domains"),
        required=False,
        max_length=2000,
        help_text=_lazy("Who writes from one of them works there. Parted by commas."),
    )
    number = forms.CharField(
        label=_lazy("Customer number"), required=False, max_length=60
    )
    vat_id = forms.CharField(label=_lazy("VAT number"), required=False, max_length=40)
    terms = forms.CharField(
        label=_lazy("Terms"),
        required=False,
        max_length=120,
        help_text=_lazy("Such as 30 days net."),
    )
    phone = forms.CharField(label=_lazy("Phone"), required=False, max_length=60)
    country = forms.ChoiceField(
        label=_lazy("Country"), choices=country_choices, required=False
    )

    customer: Organisation

    def known(self, customer: Customer) -> dict[str, Any]:
        """Domains on one line, the phone as people read it."""
        known = super().known(customer)
        if isinstance(customer, Organisation):
            known["domains"] = ", ".join(customer.domains)
            known["phone"] = readable(customer.phone)
        return known

    def clean_domains(self) -> list[str]:
        """In small letters; at a public one anybody can be."""
        words = self.cleaned_data["domains"].replace("\n", ",").split(",")
        found = list(
            dict.fromkeys(domain_of(word) or word for word in words if word.strip())
        )
        for domain in found:
            if is_public(domain):
                raise ValidationError(
                    _("Anybody can have an address at %(domain)s.") % {"domain": domain}
                )
            if "." not in domain or " " in domain:
                raise ValidationError(
                    _("“%(domain)s” is no domain.") % {"domain": domain}
                )
        self._check_owner(found)
        return found

    def clean_phone(self) -> str:
        """E.164."""
        text = self.cleaned_data["phone"].strip()
        region = self.data.get("country") or self.customer.country
        number = normalise(text, region or Installation.current().region)
        if text and not number:
            raise ValidationError(no_phone(text))
        return number

    def columns(self) -> dict[str, Any]:
        """With domains and phone."""
        data = self.cleaned_data
        also = {name: data[name] for name in ("domains", "phone") if name in data}
        return super().columns() | also

    def _check_owner(self, domains: list[str]) -> None:
        others = Organisation.objects.living().exclude(pk=self.customer.pk)
        other = others.filter(domains__overlap=domains).first() if domains else None
        if other:
            raise ValidationError(
                _("One of these domains belongs to %(name)s already.") % {"name": other}
            )
