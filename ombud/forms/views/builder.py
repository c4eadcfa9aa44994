"""Forms in the settings: the list, a new one, one with its preview."""

from typing import Any

from django.db.models import Count, ProtectedError, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ombud.core import htmx
from ombud.forms.asking import AskForm
from ombud.forms.models import Form
from ombud.forms.question_forms import Questions
from ombud.forms.settings_forms import NewForm, SettingsForm
from ombud.users.access import AgentRequest, permitted
from ombud.users.permissions import Permission

may_manage = permitted(Permission.MANAGE_CHANNELS)
PAGE = "forms/builder.html"


@require_GET
@may_manage
def all_forms(request: AgentRequest) -> HttpResponse:
    """Every form, and how much came by it."""
    came = Count("submissions", filter=Q(submissions__fate="ticketed"))
    found = Form.objects.select_related("team", "workflow").annotate(came=came)
    return render(request, "forms/forms.html", {"forms": found})


@require_http_methods(["GET", "POST"])
@may_manage
def new_form(request: AgentRequest) -> HttpResponse:
    """Begin one."""
    form = NewForm(request.POST or None)
    if request.method == "GET":
        return render(request, "forms/new.html", {"form": form})
    if not form.is_valid():
        return htmx.form_errors(request, form, "forms/new.html")
    return htmx.redirect(request, "form-settings", form.keep().slug)


@require_http_methods(["GET", "POST"])
@may_manage
def one_form(request: AgentRequest, slug: str) -> HttpResponse:
    """Everything of it on one page; each button saves the whole."""
    shown = get_object_or_404(Form, slug=slug)
    form = SettingsForm(request.POST or None, instance=shown)
    questions = Questions.of(shown, request.POST or None)
    if request.method == "GET":
        return render(request, PAGE, _context(form, questions))
    if not (form.is_valid() & questions.is_valid()):
        context = _context(form, questions, slug=slug)
        return render(request, PAGE, context, status=422)
    step = request.POST.get("step", "")
    saved = form.keep()
    questions.keep(step, request.POST.get("added", ""))
    response = htmx.redirect(request, "form-settings", saved.slug)
    if step:
        response.headers["Location"] += "#questions"
        return response
    words = _("%(name)s is saved.") % {"name": saved.name}
    return htmx.toast(request, response, words, tone="ok")


@require_POST
@may_manage
def preview(request: AgentRequest, slug: str) -> HttpResponse:
    """The form as it would be, nothing saved."""
    shown = get_object_or_404(Form, slug=slug)
    form = SettingsForm(request.POST, instance=shown)
    questions = Questions.of(shown, request.POST)
    form.is_valid()
    context = _context(form, questions, language=request.POST.get("preview", ""))
    return render(request, "forms/_preview.html", context)


@require_POST
@may_manage
def removals(request: AgentRequest, slug: str) -> HttpResponse:
    """Gone, unless something has come by it: then it is closed instead."""
    form = get_object_or_404(Form, slug=slug)
    try:
        form.delete()
    except ProtectedError:
        form.is_active = False
        form.save(update_fields=["is_active"])
        said = _("Something has come by this form, so it stays; it is closed now.")
        return htmx.toast(request, htmx.redirect(request, "forms"), said)
    said = _("%(name)s is gone.") % {"name": form.name}
    return htmx.toast(request, htmx.redirect(request, "forms"), said, tone="ok")


def _context(
    form: SettingsForm, questions: Questions, *, slug: str = "", language: str = ""
) -> dict[str, Any]:
    shown = form.apply() if form.is_bound else form.instance
    spoken = language if language in shown.languages else (shown.languages or [""])[0]
    with translation.override(spoken or None):
        asked = AskForm(shown, questions=questions.applied(), auto_id="preview-%s")
    return {
        "form": form,
        "questions": questions,
        "shown": shown,
        # An address that was just mistyped leads nowhere.
        "slug": slug or form.initial.get("slug") or shown.slug,
        "asked": asked,
        "spoken": spoken,
    }
