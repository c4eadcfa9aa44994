"""What is known of a customer, line by line; each can be changed where it stands."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ombud.core.countries import country_name
from ombud.customers.custom import custom_fields
from ombud.customers.forms import CUSTOM, Customer
from ombud.customers.models import Contact, Organisation
from ombud.lib.phone import readable


@dataclass(frozen=True, slots=True)
class Line:
    """One value, and where it leads."""

    text: str
    href: str = ""
    extra: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and its values; `name` is the form's field that changes them."""

    name: str
    label: str
    lines: tuple[Line, ...] = ()
    source: str = ""

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields of the form that ask for it."""
        return (self.name,)


def facts_of(customer: Customer) -> list[Fact]:
    """All of them in their order, the empty ones too."""
    if isinstance(customer, Contact):
        found = [*_of_contact(customer), *_of_both(customer)]
    else:
        found = [*_of_company(customer), *_of_both(customer)]
    return [
        Fact(one.name, one.label, one.lines, customer.source_of(one.name))
        for one in [*found, *_custom(customer)]
    ]


def language_name(code: str) -> str:
    """A language in its own word."""
    return {**dict(settings.LANGUAGES), "en": "English"}.get(code, code)


def _of_contact(contact: Contact) -> Iterator[Fact]:
    company = contact.organisation
    yield Fact(
        "phones",
        _("Phone"),
        tuple(
            Line(one.readable, f"tel:{one.number}", one.label, "num")
            for one in contact.numbers
        ),
    )
    mails = (Line(one, f"mailto:{one}") for one in contact.emails)
    yield Fact("emails", _("E-mail"), tuple(mails))
    yield Fact(
        "company",
        _("Company"),
        (Line(company.name, company.get_absolute_url()),) if company else (),
    )
    yield _plain("role", _("Role"), contact.role)
    yield Fact(
        "accounts",
        _("Customer number"),
        tuple(Line(one.number, "", one.shop, "num") for one in contact.accounts.all()),
    )


def _of_company(company: Organisation) -> Iterator[Fact]:
    yield _plain("number", _("Customer number"), company.number, "num")
    domains = tuple(Line(one) for one in company.domains)
    yield Fact("domains", _("Mail domains"), domains)
    phone = company.phone
    lines = (Line(readable(phone), f"tel:{phone}", "", "num"),) if phone else ()
    yield Fact("phone", _("Phone"), lines)
    yield _plain("terms", _("Terms"), company.terms)
    yield _plain("vat_id", _("VAT number"), company.vat_id, "num")
    yield _plain("country", _("Country"), country_name(company.country))


def _of_both(customer: Customer) -> Iterator[Fact]:
    yield _plain(
        "responsible",
        _("Responsible"),
        customer.responsible.name if customer.responsible else "",
    )
    yield _plain("language", _("Language"), language_name(customer.language))
    yield _plain("time_zone", _("Time zone"), customer.time_zone.replace("_", " "))
    yield _plain("postal_address", _("Postal address"), customer.postal_address, "text")
    tags = tuple(Line(tag, kind="tag") for tag in customer.tags)
    yield Fact("tags", _("Tags"), tags)
    yield _plain("warning", pgettext("about a customer", "Warning"), customer.warning)
    yield _plain("note", _("Note"), customer.note, "text")


def _custom(customer: Customer) -> Iterator[Fact]:
    """By the labels of those that are filled in; the rest is on the form."""
    fields = custom_fields()
    known = fields.form_fields(customer.noun)
    shown = dict(fields.shown(customer.noun, customer.fields))
    for key, field in known.items():
        label = str(field.label)
        value = shown.get(label, "") if key in customer.fields else ""
        yield _plain(f"{CUSTOM}{key}", label, value)


def _plain(name: str, label: str, value: str, kind: str = "") -> Fact:
    return Fact(name, label, (Line(value, kind=kind),) if value else ())
