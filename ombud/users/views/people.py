"""Agents: who works here, with which roles, in which teams."""

from allauth.account.forms import ResetPasswordForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from ombud.core import htmx
from ombud.users.access import AgentRequest, permitted
from ombud.users.forms import PersonForm
from ombud.users.models import User
from ombud.users.permissions import Permission

PAGE = "users/person.html"


@require_safe
@permitted(Permission.MANAGE_PEOPLE)
def people(request: AgentRequest) -> HttpResponse:
    """Everybody, those who left last."""
    everybody = User.objects.prefetch_related("roles", "teams")
    everybody = everybody.order_by("-is_active", "name")
    return render(request, "users/people.html", {"people": everybody})


@require_http_methods(["GET", "POST"])
@permitted(Permission.MANAGE_PEOPLE)
def new_person(request: AgentRequest) -> HttpResponse:
    """Add somebody and send them a link to choose a password."""
    form = PersonForm(request.POST or None, by=request.user)
    if request.method == "GET":
        return render(request, PAGE, {"form": form})
    if not form.is_valid():
        return htmx.form_errors(request, form, PAGE)
    person = form.save(commit=False)
    person.set_unusable_password()
    person.save()
    form.save_m2m()
    return _invited(request, person)


@require_http_methods(["GET", "POST"])
@permitted(Permission.MANAGE_PEOPLE)
def person(request: AgentRequest, pk: int) -> HttpResponse:
    """Change somebody, or close their account."""
    somebody = get_object_or_404(User, pk=pk)
    form = PersonForm(request.POST or None, instance=somebody, by=request.user)
    if request.method == "GET":
        return render(request, PAGE, {"form": form, "person": somebody})
    if not form.is_valid():
        # What was typed must not be shown as if it were saved.
        context = {"person": User.objects.get(pk=pk)}
        return htmx.form_errors(request, form, PAGE, **context)
    form.save()
    response = htmx.redirect(request, "people")
    said = _("%(name)s is saved.") % {"name": somebody.name}
    return htmx.toast(request, response, said, tone="ok")


@require_POST
@permitted(Permission.MANAGE_PEOPLE)
def invitations(request: AgentRequest, pk: int) -> HttpResponse:
    """Send somebody the link again."""
    return _invited(request, get_object_or_404(User, pk=pk, is_active=True))


def _invited(request: AgentRequest, person: User) -> HttpResponse:
    response = htmx.redirect(request, "people")
    form = ResetPasswordForm({"email": person.email})
    try:
        form.is_valid()
        form.save(request)
    except OSError:
        said = _("%(name)s is added, but the mail could not be sent. Try again later.")
        tone = "bad"
    else:
        said = _("%(name)s gets a mail with a link to choose a password.")
        tone = "ok"
    return htmx.toast(request, response, said % {"name": person.name}, tone=tone)
