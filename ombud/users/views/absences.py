"""Absences: one's own, and those of others for whoever manages people."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ombud.core import htmx
from ombud.users.absence_form import AbsenceForm
from ombud.users.access import AgentRequest, permitted, refusal
from ombud.users.models import Absence, User
from ombud.users.permissions import Permission

PAGE = "users/absences.html"


@require_http_methods(["GET", "POST"])
def own_absences(request: AgentRequest) -> HttpResponse:
    """One's own: those that are planned, and those that were."""
    return _absences(request, request.user)


@require_http_methods(["GET", "POST"])
@permitted(Permission.MANAGE_PEOPLE)
def absences_of(request: AgentRequest, pk: int) -> HttpResponse:
    """Somebody else's: who is ill does not fill in a form."""
    return _absences(request, get_object_or_404(User, pk=pk))


@require_POST
def endings(request: AgentRequest, pk: int) -> HttpResponse:
    """The person is here again today."""
    absence = _absence(request, pk)
    absence.end_early()
    return _done(request, absence.user, _("Welcome back. The absence is over."))


@require_POST
def removals(request: AgentRequest, pk: int) -> HttpResponse:
    """It does not take place."""
    absence = _absence(request, pk)
    if absence.first_day <= absence.user.day_at():
        words = _("This absence has begun. End it instead.")
        return htmx.refuse(request, words)
    absence.delete()
    return _done(request, absence.user, _("The absence is removed."))


def _absences(request: AgentRequest, user: User) -> HttpResponse:
    form = AbsenceForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid() and form.plan():
        return _done(request, user, _("The absence is noted."))
    context = {
        "form": form,
        "person": user,
        "absences": user.absences.select_related("user", "substitute"),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, PAGE, context, status=status)


def _absence(request: AgentRequest, pk: int) -> Absence:
    """One's own, or anybody's for whoever manages people; else there is none."""
    absence = Absence.objects.select_related("user").filter(pk=pk).first()
    if absence is None:
        raise Http404
    if absence.user != request.user and not request.user.may(Permission.MANAGE_PEOPLE):
        raise PermissionDenied(refusal(Permission.MANAGE_PEOPLE))
    return absence


def _done(request: AgentRequest, user: User, words: str) -> HttpResponse:
    if user == request.user:
        response = htmx.redirect(request, "profile-absences")
    else:
        response = htmx.redirect(request, "person-absences", user.pk)
    return htmx.toast(request, response, words, tone="ok")
