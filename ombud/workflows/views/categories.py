"""Categories: what tickets are about."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ombud.core import htmx
from ombud.users.access import AgentRequest, permitted
from ombud.users.permissions import Permission
from ombud.workflows.category_form import CategoryForm, RemovalForm
from ombud.workflows.models import Category

PAGE = "workflows/category.html"
REMOVAL = "workflows/category_removal.html"


@require_safe
@permitted(Permission.MANAGE_SETTINGS)
def categories(request: AgentRequest) -> HttpResponse:
    """The tree."""
    tree = Category.objects.tree()
    return render(request, "workflows/categories.html", {"categories": tree})


@require_http_methods(["GET", "POST"])
@permitted(Permission.MANAGE_SETTINGS)
def new_category(request: AgentRequest) -> HttpResponse:
    """One more."""
    return _edit(request, Category())


@require_http_methods(["GET", "POST"])
@permitted(Permission.MANAGE_SETTINGS)
def category(request: AgentRequest, slug: str) -> HttpResponse:
    """Its name, place and team."""
    return _edit(request, get_object_or_404(Category, slug=slug))


@require_http_methods(["GET", "POST"])
@permitted(Permission.MANAGE_SETTINGS)
def removals(request: AgentRequest, slug: str) -> HttpResponse:
    """Ask where its tickets go, and remove it."""
    found = get_object_or_404(Category, slug=slug)
    form = RemovalForm(request.POST or None, category=found)
    context = {"category": found, "count": found.ticket_count}
    if request.method == "GET":
        return render(request, REMOVAL, {"form": form, **context})
    if not form.is_valid():
        return htmx.form_errors(request, form, REMOVAL, **context)
    found.remove(to=form.cleaned_data["to"])
    said = _("Category %(name)s is removed.") % {"name": found.name}
    return _back(request, said)


def _edit(request: AgentRequest, found: Category) -> HttpResponse:
    context = {"title": found.name}
    form = CategoryForm(request.POST or None, instance=found)
    if request.method == "GET":
        return render(request, PAGE, {"form": form, **context})
    if not form.is_valid():
        return htmx.form_errors(request, form, PAGE, **context)
    return _back(request, _("Category %(name)s is saved.") % {"name": form.keep().name})


def _back(request: AgentRequest, said: str) -> HttpResponse:
    response = htmx.redirect(request, "categories")
    return htmx.toast(request, response, said, tone="ok")
