"""Templates: the list, the editor with its preview, and away with one."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ombud.core import htmx
from ombud.core.models import Installation
from ombud.knowledge.above import above
from ombud.knowledge.forms import TemplateForm
from ombud.knowledge.languages import languages, short
from ombud.knowledge.listing import LookForm, page_of
from ombud.knowledge.models import Template
from ombud.knowledge.placeholders import grouped
from ombud.users.access import AgentRequest, permitted
from ombud.users.permissions import Permission

PAGE = "knowledge/template.html"


@require_safe
@permitted(Permission.WRITE_TEMPLATES)
def templates(request: AgentRequest) -> HttpResponse:
    """Each with its languages and how much it is used."""
    form = LookForm(request.GET)
    seen = Template.objects.visible_to(request.user)
    context = {"form": form, **page_of(form, seen)}
    context["is_looking"] = any(form.cleaned_data.values())
    return render(request, "knowledge/templates.html", context)


@require_http_methods(["GET", "POST"])
@permitted(Permission.WRITE_TEMPLATES)
def new_template(request: AgentRequest) -> HttpResponse:
    """One more."""
    main = short(Installation.current().language)
    known = languages()
    fresh = Template(main=main if main in known else next(iter(known)))
    fresh.owner = request.user
    return _edit(request, fresh)


@require_http_methods(["GET", "POST"])
@permitted(Permission.WRITE_TEMPLATES)
def template(request: AgentRequest, slug: str) -> HttpResponse:
    """Its words in each language, side by side, and what it sets."""
    return _edit(request, template_of(request, slug))


@require_http_methods(["GET", "POST"])
@permitted(Permission.WRITE_TEMPLATES)
def removals(request: AgentRequest, slug: str) -> HttpResponse:
    """Ask once more, and away with it."""
    found = template_of(request, slug)
    if request.method == "GET":
        return render(request, "knowledge/removal.html", {"template": found})
    found.remove()
    said = _("The template “%(name)s” is removed.") % {"name": found.name}
    return htmx.toast(request, htmx.redirect(request, "templates"), said, tone="ok")


def template_of(request: AgentRequest, slug: str) -> Template:
    """The one of that address, for everybody or of the reader's teams."""
    return get_object_or_404(Template.objects.visible_to(request.user), slug=slug)


def _edit(request: AgentRequest, found: Template) -> HttpResponse:
    form = TemplateForm(
        request.POST or None, request.FILES or None, template=found, by=request.user
    )
    context = {"template": found, "words": grouped(), "side": _side(request, found)}
    context["language"] = request.POST.get("language", found.main)
    if request.method == "GET":
        return render(request, PAGE, {"form": form, **context})
    if "preview" in request.POST:
        context["preview"] = _preview(request, form)
        return render(request, PAGE, {"form": form, **context})
    if not form.is_valid():
        return render(request, PAGE, {"form": form, **context}, status=422)
    kept = form.keep(by=request.user)
    said = _("The template “%(name)s” is saved.") % {"name": kept.name}
    return htmx.toast(request, htmx.redirect(request, kept), said, tone="ok")


def _preview(request: AgentRequest, form: TemplateForm) -> object:
    """As it stands in the form, on the ticket of that number."""
    form.is_valid()
    language = request.POST.get("language", "")
    nothing = {"subject": "", "html": ""}
    text = form.texts.get(language) or form.texts.get(form.template.main, nothing)
    # Only whoever asks for a preview reads it; nothing is wrong with the form yet.
    form.errors.clear()
    number = request.POST.get("ticket", "").strip().removeprefix("#")
    return above().preview(text, number, language, request.user)


def _side(request: AgentRequest, found: Template) -> str:
    """The language beside the main one: the one in hand, else one with work to do."""
    wish: str = request.POST.get("side", request.GET.get("side", ""))
    others = [code for code in languages() if code != found.main]
    todo: list[str] = [*found.behind, short(get_language() or ""), *others]
    return next(code for code in [wish, *todo] if code in others)
