"""People and companies."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ombud.core.putting import Report
from ombud.customers.putting import put_contacts, put_organisations
from ombud.customers.wishes import ContactWish, OrganisationWish, Pair
from ombud.sources.kinds.base import Kind, said
from ombud.sources.manner import Column, Manner, Unusable, Values, text
from ombud.users.models import User
from ombud.users.permissions import Permission

SEVERAL = re.compile(r"[;,\n|]")
LANGUAGES = {"en": "en-gb", "gb": "en-gb", "cz": "cs", "gr": "el", "at": "de"}
COUNTRIES = 2


def parts(words: str) -> tuple[str, ...]:
    """Several in one cell."""
    return tuple(part.strip() for part in SEVERAL.split(words) if part.strip())


def language(cell: Any, column: Column, manner: Manner) -> str:
    """Two letters, as programs write them."""
    code = text(cell, column, manner).lower().replace("_", "-")
    return LANGUAGES.get(code[:2], code[:2])


def country(cell: Any, column: Column, manner: Manner) -> str:
    """Two letters, or a name, which then stands in the postal address alone."""
    return text(cell, column, manner)


def _address(values: Values, manner: Manner) -> str | None:
    if not manner.has("street", "zip", "city"):
        return None
    town = " ".join(filter(None, [values.text("zip"), values.text("city")]))
    lines = [values.text("street"), town, values.text("country")]
    return "\n".join(line for line in lines if line)[:500]


def _tags(values: Values, manner: Manner) -> tuple[str, ...] | None:
    tags = said(manner, values, "tags")
    return None if tags is None else tuple(one[:60] for one in parts(tags))


def _both(values: Values, manner: Manner) -> dict[str, Any]:
    plain = ("number", "language", "warning", "note", "responsible")
    found = {name: said(manner, values, name) for name in plain}
    address = _address(values, manner)
    return {**found, "postal_address": address, "tags": _tags(values, manner)}


def _name(values: Values) -> str:
    whole = " ".join([values.text("first_name"), values.text("last_name")]).strip()
    return values.text("name") or whole


def _phones(values: Values) -> tuple[Pair, ...]:
    label = _now("mobile")
    calls = [(one, "") for one in parts(values.text("phone"))]
    return (*calls, *((one, label) for one in parts(values.text("mobile"))))


def build_contact(rows: Sequence[Values], manner: Manner) -> ContactWish:
    """One row, one person."""
    values = rows[-1]
    emails = parts(values.text("email"))
    if not emails and not values.text("number"):
        raise Unusable(
            _now("Neither a customer number nor an e-mail address is given.")
        )
    return ContactWish(
        **_both(values, manner),
        name=_name(values) or None,
        emails=emails,
        phones=_phones(values),
        company=said(manner, values, "company"),
        role=said(manner, values, "role"),
    )


def build_organisation(rows: Sequence[Values], manner: Manner) -> OrganisationWish:
    """One row, one company."""
    values = rows[-1]
    land = said(manner, values, "country")
    domains = said(manner, values, "domains")
    return OrganisationWish(
        **_both(values, manner),
        name=values.text("name") or None,
        domains=None if domains is None else parts(domains),
        country=land if land is not None and len(land) in (0, COUNTRIES) else None,
        **{name: said(manner, values, name) for name in ("vat_id", "terms", "phone")},
    )


def _put_contacts(wishes: Iterable[Any], by: User | None, _source: str) -> Report:
    return put_contacts(wishes, by=by)


def _put_organisations(wishes: Iterable[Any], by: User | None, _source: str) -> Report:
    return put_organisations(wishes, by=by)


BOTH = (
    Column("language", _("Language"), language, 10),
    Column("street", _("Street")),
    Column("zip", _("Postcode"), most=20),
    Column("city", _("Town"), most=100),
    Column("country", _("Country"), country, 80),
    Column("tags", _("Tags"), most=500),
    Column("warning", _("Warning"), most=300),
    Column("note", _("Note"), most=5000),
    Column("responsible", _("Responsible agent’s e-mail"), most=320),
)
CONTACTS = Kind(
    slug="contacts",
    label=_("Contacts"),
    icon="users",
    permission=Permission.EDIT_CUSTOMERS,
    columns=(
        Column("number", _("Customer number"), most=60),
        Column("name", _("Name")),
        Column("first_name", _("First name"), most=100),
        Column("last_name", _("Last name"), most=100),
        Column("email", _("E-mail"), most=1000),
        Column("phone", _("Phone"), most=300),
        Column("mobile", _("Mobile phone"), most=300),
        Column("company", _("Company")),
        Column("role", _("Role in the company"), most=80),
        *BOTH,
    ),
    build=build_contact,
    put=_put_contacts,
)
ORGANISATIONS = Kind(
    slug="organisations",
    label=_("Companies"),
    icon="building-2",
    permission=Permission.EDIT_CUSTOMERS,
    columns=(
        Column("number", _("Customer number"), most=60),
        Column("name", _("Name"), required=True),
        Column("domains", _("Mail domains"), most=2000),
        Column("vat_id", _("VAT number"), most=40),
        Column("terms", _("Terms"), most=120),
        Column("phone", _("Phone"), most=60),
        *BOTH,
    ),
    build=build_organisation,
    put=_put_organisations,
)
