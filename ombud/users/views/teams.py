"""Teams: who works together."""

from django.db.models import Count, Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ombud.core import htmx
from ombud.users.access import AgentRequest, permitted
from ombud.users.forms import TeamForm
from ombud.users.models import Team, User
from ombud.users.permissions import Permission

PAGE = "users/team.html"


@require_safe
@permitted(Permission.MANAGE_PEOPLE)
def teams(request: AgentRequest) -> HttpResponse:
    """All teams, who works in each, and how much waits there; three queries."""
    people = Prefetch("members", User.objects.filter(is_active=True), "people")
    found = list(Team.objects.select_related("lead").prefetch_related(people))
    loads = _loads()
    for team in found:
        team.load = loads.get(team.pk, 0)  # type: ignore[attr-defined]  # for the page
    return render(request, "users/teams.html", {"teams": found})


def _loads() -> dict[int, int]:
    """{team: open tickets}."""
    busy = Team.objects.filter(tickets__is_open=True).order_by()
    return dict(busy.annotate(load=Count("tickets")).values_list("pk", "load"))


@require_http_methods(["GET", "POST"])
@permitted(Permission.MANAGE_PEOPLE)
def new_team(request: AgentRequest) -> HttpResponse:
    """Found a team."""
    return _edit(request, Team())


@require_http_methods(["GET", "POST"])
@permitted(Permission.MANAGE_PEOPLE)
def team(request: AgentRequest, slug: str) -> HttpResponse:
    """Change a team."""
    return _edit(request, get_object_or_404(Team, slug=slug))


def _edit(request: AgentRequest, team: Team) -> HttpResponse:
    title = team.name
    form = TeamForm(request.POST or None, instance=team)
    if request.method == "GET":
        return render(request, PAGE, {"form": form, "title": title})
    if not form.is_valid():
        return htmx.form_errors(request, form, PAGE, title=title)
    saved = form.save_with_slug()
    response = htmx.redirect(request, "teams")
    said = _("Team %(name)s is saved.") % {"name": saved.name}
    return htmx.toast(request, response, said, tone="ok")
