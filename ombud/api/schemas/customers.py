"""Contacts and organisations."""

from datetime import datetime
from typing import Any, Self

from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import Field, model_validator

from ombud.api.schemas.common import Email, In, Out
from ombud.api.schemas.people import UserRef


class CompanyRef(Out):
    """An organisation, where another noun names one."""

    id: int
    name: str


class CustomerIn(In):
    """What both have; what is left out stays as it is."""

    name: str | None = Field(None, min_length=1, max_length=200)
    language: str | None = Field(None, max_length=10)
    time_zone: str | None = Field(None, max_length=64)
    postal_address: str | None = Field(None, max_length=500)
    responsible: str | None = Field(None, max_length=320)
    tags: list[str] | None = Field(None, max_length=100)
    warning: str | None = Field(None, max_length=300)
    note: str | None = Field(None, max_length=5000)
    fields: dict[str, Any] | None = None


class ContactIn(CustomerIn):
    """A person, to change."""

    emails: list[Email] | None = Field(None, max_length=50)
    phones: list[str] | None = Field(None, max_length=50)
    numbers: list[str] | None = Field(None, max_length=50)
    organisation: int | str | None = None
    role: str | None = Field(None, max_length=80)


class OrganisationIn(CustomerIn):
    """A company, to change."""

    domains: list[str] | None = Field(None, max_length=100)
    number: str | None = Field(None, max_length=60)
    vat_id: str | None = Field(None, max_length=40)
    terms: str | None = Field(None, max_length=120)
    phone: str | None = Field(None, max_length=60)
    country: str | None = Field(None, max_length=2)


class CustomerOut(Out):
    """What both have."""

    id: int
    name: str
    language: str
    time_zone: str
    postal_address: str
    responsible: UserRef | None
    tags: list[str]
    warning: str
    note: str
    fields: dict[str, Any]
    created_at: datetime


class ContactOut(CustomerOut):
    """A person."""

    emails: list[str]
    phones: list[str]
    numbers: list[str]
    organisation: CompanyRef | None
    role: str


class OrganisationOut(CustomerOut):
    """A company."""

    domains: list[str]
    number: str
    vat_id: str
    terms: str
    phone: str
    country: str


class Contacts(Out):
    """A page of people."""

    items: list[ContactOut]
    next: str | None


class Organisations(Out):
    """A page of companies."""

    items: list[OrganisationOut]
    next: str | None


class DirectoryFilter(Schema):
    """What narrows the list."""

    q: str = Field("", max_length=100)
    responsible: str = Field("", max_length=320)
    tag: str = Field("", max_length=60)
    language: str = Field("", max_length=10)
    after: str = Field("", max_length=400)


class Entrusting(In):
    """Who looks after these from now on; nobody without an agent."""

    ids: list[int] = Field(max_length=1000)
    agent: str | None = Field(None, max_length=320)

    @model_validator(mode="after")
    def _some(self) -> Self:
        if not self.ids:
            raise ValueError(_("Name at least one of them."))
        return self


class Entrusted(Out):
    """How many were changed."""

    changed: int
