"""Roles: what one may do."""

from django.db.models import Count, Q
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
from ombud.users.forms import RoleForm
from ombud.users.models import Role, RoleInUse
from ombud.users.permission_groups import grouped
from ombud.users.permissions import Permission

PAGE = "users/role.html"


@require_safe
@permitted(Permission.MANAGE_PEOPLE)
def roles(request: AgentRequest) -> HttpResponse:
    """All roles, what they allow and how many have them."""
    active = Count("users", filter=Q(users__is_active=True))
    rows = [
        (role, [Permission(name).label for name in role.permissions if name in KNOWN])
        for role in Role.objects.annotate(size=active)
    ]
    return render(request, "users/roles.html", {"rows": rows})


KNOWN = frozenset(Permission.values)


@require_http_methods(["GET", "POST"])
@permitted(Permission.MANAGE_PEOPLE)
def new_role(request: AgentRequest) -> HttpResponse:
    """Make a role, or one that begins as a copy of another."""
    pattern = Role.objects.filter(slug=request.GET.get("copy", "")).first()
    return _edit(request, Role(permissions=pattern.permissions if pattern else []))


@require_http_methods(["GET", "POST"])
@permitted(Permission.MANAGE_PEOPLE)
def role(request: AgentRequest, slug: str) -> HttpResponse:
    """Change what a role allows."""
    return _edit(request, get_object_or_404(Role, slug=slug))


@require_POST
@permitted(Permission.MANAGE_PEOPLE)
def deletions(request: AgentRequest, slug: str) -> HttpResponse:
    """Away with it, unless somebody has it."""
    role = get_object_or_404(Role, slug=slug)
    try:
        role.remove()
    except RoleInUse as used:
        response = htmx.redirect(request, "role", slug)
        return htmx.toast(request, response, used, tone="bad")
    response = htmx.redirect(request, "roles")
    said = _("Role %(name)s is deleted.") % {"name": role.name}
    return htmx.toast(request, response, said, tone="ok")


def _edit(request: AgentRequest, role: Role) -> HttpResponse:
    context = {
        "title": role.name,
        "groups": list(grouped()),
        "role": role if role.pk else None,
        "people": role.users.order_by("-is_active", "name") if role.pk else [],
    }
    form = RoleForm(request.POST or None, instance=role)
    if request.method == "GET":
        return render(request, PAGE, {"form": form, **context})
    if not form.is_valid():
        return htmx.form_errors(request, form, PAGE, **context)
    saved = form.save_with_slug()
    response = htmx.redirect(request, "roles")
    said = _("Role %(name)s is saved.") % {"name": saved.name}
    return htmx.toast(request, response, said, tone="ok")
