"""All workflows: new ones, copies, switches, files."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from ombud.core import htmx
from ombud.users.access import AgentRequest
from ombud.workflows import making
from ombud.workflows.checking import PlanWrong
from ombud.workflows.desk import desk_of, done, gone, may_draw
from ombud.workflows.listing import listed
from ombud.workflows.models import Workflow
from ombud.workflows.plan import as_toml

NEW = "workflows/new.html"


class FileForm(forms.Form):
    """The text of a workflow, from a file or written in."""

    file = forms.FileField(label=_lazy("File"), required=False)
    text = forms.CharField(
        label=_lazy("Or its text"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
    )

    @property
    def words(self) -> str:
        """What was sent; letters that are none are shown as such."""
        file = self.cleaned_data["file"]
        if file:
            return bytes(file.read(making.LONGEST + 1)).decode("utf-8", "replace")
        return str(self.cleaned_data["text"])


@require_safe
@may_draw
def workflows(request: AgentRequest) -> HttpResponse:
    """The list, with states and open tickets."""
    return render(request, "workflows/workflows.html", {"rows": listed()})


@require_http_methods(["GET", "POST"])
@may_draw
def new_workflow(request: AgentRequest) -> HttpResponse:
    """From one of the starters."""
    starters = making.starters()
    wish = request.POST.get("starter", "")
    plan = next((one for one in starters if one["slug"] == wish), None)
    if plan is None:
        context = {"starters": starters, "form": FileForm()}
        return render(request, NEW, context, status=422 if wish else 200)
    return _made(request, making.make(plan, by=request.user))


@require_POST
@may_draw
def imports(request: AgentRequest) -> HttpResponse:
    """From a file; one that is here already gets it as its draft."""
    form = FileForm(request.POST, request.FILES)
    faults = []
    if form.is_valid():
        try:
            plan = making.read(form.words)
            return _made(request, making.bring_in(plan, by=request.user))
        except PlanWrong as wrong:
            faults = wrong.faults
    context = {"starters": making.starters(), "form": form, "faults": faults}
    return render(request, NEW, context, status=422)


def _made(request: AgentRequest, made: Workflow) -> HttpResponse:
    response = htmx.redirect(request, "workflow", made.slug)
    if made.is_active:
        said = _("The file is the draft of %(name)s. Look at it and publish it.")
    else:
        said = _("%(name)s is made. Switch it on when it is as you want it.")
    return htmx.toast(request, response, said % {"name": made.label}, tone="ok")


@require_POST
@may_draw
def copies(request: AgentRequest, slug: str) -> HttpResponse:
    """Another one like it."""
    workflow = get_object_or_404(Workflow, slug=slug)
    return _made(request, making.copy(workflow, by=request.user))


@require_POST
@may_draw
def activity(request: AgentRequest, slug: str) -> HttpResponse:
    """Offered for new tickets or not, as the wish says."""
    workflow = get_object_or_404(Workflow, slug=slug)
    workflow.is_active = request.POST.get("active") == "on"
    workflow.save(update_fields=["is_active"])
    if request.POST.get("from") == "editor":
        said = _("%(name)s is offered for new tickets.") % {"name": workflow.label}
        return done(request, reverse("workflow", args=[workflow.slug]), said)
    return htmx.redirect(request, "workflows")


@require_http_methods(["GET", "POST"])
@may_draw
def removals(request: AgentRequest, slug: str) -> HttpResponse:
    """Ask, because it cannot be undone; refuse while tickets use it."""
    workflow = get_object_or_404(Workflow, slug=slug)
    if request.method == "GET":
        return render(request, "workflows/removal.html", {"workflow": workflow})
    try:
        making.remove(workflow)
    except making.WorkflowInUse as used:
        context = {"workflow": workflow, "why": used}
        return render(request, "workflows/removal.html", context, status=409)
    return done(request, "workflows", gone(workflow.label))


@require_safe
@may_draw
def export(request: AgentRequest, slug: str) -> HttpResponse:
    """What is shown, the draft or an old version, as a file."""
    desk = desk_of(request, slug)
    number = request.GET.get("version", "")
    if number:
        published = desk.workflow.versions.exclude(published_at=None)
        found = published.filter(number=int(number)) if number.isdecimal() else []
        desk.version = next(iter(found), None)
    response = HttpResponse(
        as_toml(desk.plan), content_type="application/toml; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{slug}.toml"'
    return response
