"""Teams: who works together."""

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ombud.core import htmx
from ombud.users.access import AgentRequest, permitted
from ombud.users.forms import TeamForm
from ombud.users.models import Team
from ombud.users.permissions import Permission

PAGE = "users/team.html"


@require_safe
@permitted(Permission.MANAGE_PEOPLE)
def teams(request: AgentRequest) -> HttpResponse:
    """All teams and how many work in each."""
    active = Count("members", filter=Q(members__is_active=True))
    context = {"teams": Team.objects.annotate(size=active)}
    return render(request, "users/teams.html", context)


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
