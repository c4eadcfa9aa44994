"""Connected systems: the tiles, one form each, a trial, and asking now."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
)

from ombud.channels.trial import Direction, try_stages
from ombud.core import htmx
from ombud.sources.connector_form import ConnectorForm
from ombud.sources.drivers import driver_for
from ombud.sources.models import Connector
from ombud.users.access import AgentRequest, permitted
from ombud.users.permissions import Permission

PAGE = "sources/connector.html"
may_connect = permitted(Permission.MANAGE_SOURCES)


@require_GET
@may_connect
def connectors(request: AgentRequest) -> HttpResponse:
    """All of them and how they are."""
    context = {"connectors": Connector.objects.all()}
    return render(request, "sources/connectors.html", context)


@require_GET
@may_connect
def tiles(request: AgentRequest) -> HttpResponse:
    """The same alone, for news."""
    context = {"connectors": Connector.objects.all()}
    return render(request, "sources/_connectors.html", context)


@require_http_methods(["GET", "POST"])
@may_connect
def new(request: AgentRequest) -> HttpResponse:
    """Connect one more."""
    return _edit(request, Connector())


@require_http_methods(["GET", "POST"])
@may_connect
def connector(request: AgentRequest, pk: int) -> HttpResponse:
    """Change one."""
    return _edit(request, get_object_or_404(Connector, pk=pk))


def _edit(request: AgentRequest, one: Connector) -> HttpResponse:
    form = ConnectorForm(request.POST or None, instance=one)
    if request.method == "GET":
        return render(request, PAGE, {"form": form})
    if not form.is_valid():
        return htmx.form_errors(request, form, PAGE)
    saved = form.save()
    if saved.enabled:
        saved.ask_now()
    response = htmx.redirect(request, "connectors")
    words = _("%(name)s is saved.") % {"name": saved.name}
    return htmx.toast(request, response, words, tone="ok")


@require_POST
@may_connect
def new_trials(request: AgentRequest) -> HttpResponse:
    """Of one that is being set up."""
    return _trial(request, Connector())


@require_POST
@may_connect
def trials(request: AgentRequest, pk: int) -> HttpResponse:
    """Of one that is saved already, with what stands in the form."""
    return _trial(request, get_object_or_404(Connector, pk=pk))


def _trial(request: AgentRequest, one: Connector) -> HttpResponse:
    form = ConnectorForm(request.POST, instance=one)
    trial = None
    if form.is_valid():
        trial = Direction(one.name, driver_for(form.instance).stages())
        try_stages([trial])
    page = "sources/_trial.html" if htmx.is_htmx(request) else PAGE
    return render(request, page, {"form": form, "trial": trial, "tried": True})


@require_POST
@may_connect
def pulls(request: AgentRequest, pk: int) -> HttpResponse:
    """Ask now; or for everything once more."""
    one = get_object_or_404(Connector, pk=pk)
    if request.POST.get("all") == "on":
        one.forget_place()
    one.ask_now()
    response = htmx.redirect(request, "connectors")
    words = _("%(name)s is being asked.") % {"name": one.name}
    return htmx.toast(request, response, words, tone="ok")


@require_POST
@may_connect
def removal(request: AgentRequest, pk: int) -> HttpResponse:
    """Away with the connection and its password; what came from there stays."""
    one = get_object_or_404(Connector, pk=pk)
    one.delete()
    response = htmx.redirect(request, "connectors")
    words = _("%(name)s is disconnected.") % {"name": one.name}
    return htmx.toast(request, response, words, tone="ok")
