"""The bell, its list, and marking it read."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from ombud.core.htmx import fragments
from ombud.notifications import bell
from ombud.notifications.models import Alarm, Notification
from ombud.users.access import AgentRequest


@require_safe
def notifications(request: AgentRequest) -> HttpResponse:
    """All that rang, newest first."""
    only, before = request.GET.get("only", ""), request.GET.get("before", "")
    if only not in bell.ONLY:
        raise Http404
    key = int(before) if before.isdecimal() else 0
    page = bell.page_of(request.user, only=only, before=key)
    context = {"list": page, "only": only, "choices": bell.ONLY, "before": key}
    return render(request, "notifications/notifications.html", context)


@require_safe
def latest(request: AgentRequest) -> HttpResponse:
    """The newest of it, for the bell's own menu."""
    page = bell.page_of(request.user, size=bell.LATEST)
    return render(request, "notifications/_latest.html", {"list": page})


@require_safe
def alarm(request: AgentRequest, pk: int) -> HttpResponse:
    """Read it, and go where one can do something about it."""
    found = get_object_or_404(Alarm.objects.filter(user=request.user), pk=pk)
    Alarm.objects.filter(pk=found.pk).read(by=request.user)
    return HttpResponseRedirect(found.url)


@require_safe
def count(request: AgentRequest) -> HttpResponse:
    """The bell with its number."""
    return render(request, "notifications/_bell.html")


@require_POST
def readings(request: AgentRequest) -> HttpResponse:
    """All is read, up to what the reader had before them."""
    until = request.POST.get("until", "")
    if until.isdecimal():
        rung = Notification.objects.filter(pk__lte=int(until))
        rung.read(by=request.user)
    alarms = request.POST.get("alarms", "")
    if alarms.isdecimal():
        Alarm.objects.filter(pk__lte=int(alarms)).read(by=request.user)
    page = bell.page_of(request.user, size=bell.LATEST)
    parts = ["notifications/_bell.html", "notifications/_latest.html"]
    return fragments(request, parts, to="notifications", list=page)
