"""A call as the form of a customer: one place says what is right and what is not."""

from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _

from ombud.api.auth import ApiRequest
from ombud.api.errors import Problem, wrong
from ombud.api.schemas.customers import ContactIn, OrganisationIn
from ombud.customers.forms import CUSTOM, Customer
from ombud.customers.kinds import Kind
from ombud.customers.models import Organisation
from ombud.users.models import User

# What the API calls otherwise than the form.
FORM_NAMES = {"numbers": "accounts", "organisation": "company"}
MANY = {"emails": "\n", "phones": "\n", "accounts": "\n", "tags": ",", "domains": ","}


def keep(
    kind: Kind, customer: Customer, wish: ContactIn | OrganisationIn, *, by: User
) -> Customer:
    """Change what the call names, as the page would."""
    given = wish.model_dump(exclude_unset=True)
    if customer.pk is None and not given.get("name"):
        raise wrong("name", _("A name is needed."))
    data = _data(given, by)
    only = [FORM_NAMES.get(name, name) for name in given if name != "fields"]
    only += [f"{CUSTOM}{key}" for key in given.get("fields") or {}]
    if not only:
        return customer
    form = kind.form(customer, data, by=by, only=only)
    if unknown := set(only) - set(form.fields):
        raise _refused(customer, unknown)
    if not form.is_valid():
        raise _faults(form.errors)
    return form.save()


def found(request: ApiRequest, kind: Kind, pk: int) -> Customer:
    """As the page finds it; whoever was merged is found as the survivor."""
    row = kind.model.objects.filter(pk=pk).values_list("merged_into", flat=True)
    if not row:
        raise Http404
    return kind.get(request.auth, row[0] or pk)


def _data(given: dict[str, Any], by: User) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for name, value in given.items():
        field = FORM_NAMES.get(name, name)
        if field in MANY:
            data[field] = MANY[field].join(value or [])
        elif field == "company":
            data[field] = _company(value, by)
        elif field != "fields":
            data[field] = "" if value is None else value
    custom = given.get("fields") or {}
    return data | {f"{CUSTOM}{key}": value for key, value in custom.items()}


def _company(value: int | str | None, by: User) -> str:
    """By id, or by its name; a new name makes a new company."""
    if not isinstance(value, int):
        return value or ""
    company = Organisation.objects.visible_to(by).filter(pk=value).first()
    if company is None:
        raise wrong("organisation", _("There is no such organisation."))
    return company.name


def _refused(customer: Customer, names: set[str]) -> Problem:
    """Another system says it, or nobody knows it."""
    name = sorted(names)[0]
    source = customer.source_of(name)
    told = name.removeprefix(CUSTOM)
    if source:
        text = _("This comes from %(source)s, and is changed there.")
        return wrong(told, text % {"source": source})
    return wrong(told, _("There is no field “%(name)s” here.") % {"name": told[:60]})


def _faults(errors: Any) -> Problem:
    problem = Problem(422, _("Some fields cannot be used."))
    names = {form: api for api, form in FORM_NAMES.items()}
    problem.faults = [
        {"field": names.get(name, name).removeprefix(CUSTOM), "message": str(text)}
        for name, texts in errors.items()
        for text in texts
    ]
    return problem
