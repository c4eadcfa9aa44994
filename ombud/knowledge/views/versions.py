"""What a template has been, and back to one of these."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ombud.core import htmx
from ombud.knowledge.languages import languages
from ombud.knowledge.views.templates import template_of
from ombud.users.access import AgentRequest, permitted
from ombud.users.permissions import Permission

MOST = 50


@require_safe
@permitted(Permission.WRITE_TEMPLATES)
def versions(request: AgentRequest, slug: str) -> HttpResponse:
    """The newest first, each with its words."""
    found = template_of(request, slug)
    context = {
        "template": found,
        "versions": found.versions.select_related("by")[:MOST],
        "languages": languages(),
    }
    return render(request, "knowledge/versions.html", context)


@require_POST
@permitted(Permission.WRITE_TEMPLATES)
def restorations(request: AgentRequest, slug: str, number: int) -> HttpResponse:
    """As it was then, as a new version."""
    found = template_of(request, slug)
    version = get_object_or_404(found.versions, number=number)
    found.restore(version, by=request.user)
    said = _("It is as it was in version %(number)s.") % {"number": number}
    return htmx.toast(request, htmx.redirect(request, found), said, tone="ok")
