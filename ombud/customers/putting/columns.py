"""What people and companies share when they are put."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from ombud.customers.models import Change, Contact, Organisation
from ombud.customers.wishes import CustomerWish
from ombud.users.models import User

Customer = Contact | Organisation
PLAIN = ("name", "language", "postal_address", "warning", "note")


class Unusable(Exception):
    """What is wished cannot be; the sentence says why."""


@dataclass
class Setting:
    """By whom, and from where: `source` marks what another system says for good."""

    by: User | None
    source: str = ""
    agents: dict[str, User] = field(default_factory=dict)
    region: str = ""
    # Of whom something was said for good.
    told: list[Customer] = field(default_factory=list)


def agents_of(wishes: Iterable[CustomerWish]) -> dict[str, User]:
    """{address in lower case: agent}; one query."""
    wanted = {one.responsible.lower() for one in wishes if one.responsible}
    found = User.objects.filter(email__in=wanted, is_active=True) if wanted else []
    return {one.email.lower(): one for one in found}


def columns_of(
    wish: CustomerWish, more: Collection[str], setting: Setting
) -> dict[str, Any]:
    """The columns of which something is said; an empty cell says nothing."""
    names = (*PLAIN, *more)
    found = {name: getattr(wish, name) for name in names}
    said = {name: value for name, value in found.items() if value}
    if wish.tags:
        said["tags"] = list(wish.tags)
    if wish.responsible:
        agent = setting.agents.get(wish.responsible.lower())
        if agent is None:
            words = _("There is no agent with the address %(address)s.")
            raise Unusable(words % {"address": wish.responsible})
        said["responsible"] = agent
    return said


def mark(said: dict[str, Any], customer: Customer, setting: Setting) -> dict[str, Any]:
    """With the note that it comes from there, so that it is changed there."""
    if not setting.source:
        return said
    setting.told.append(customer)
    named = {"company" if one == "organisation" else one for one in said}
    marks = dict.fromkeys(sorted(named - {"note", "tags", "warning"}), setting.source)
    return {**said, "synced": {**customer.synced, **marks}}


def stamp(setting: Setting) -> None:
    """They are as of now, whether or not anything has changed."""
    for model in (Contact, Organisation):
        ids = [one.pk for one in setting.told if isinstance(one, model)]
        if ids:
            rows: Any = model._default_manager.filter(pk__in=ids)
            rows.update(synced_at=timezone.now())


def tell_new(noun: str, rows: Iterable[Customer], setting: Setting) -> None:
    """Their history begins."""
    Change.objects.bulk_create(
        Change(**{noun: row}, by=setting.by, changes={"name": [None, row.name]})
        for row in rows
    )
