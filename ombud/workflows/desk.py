"""The page on which a workflow is drawn: what its graph, head and panels share."""

from collections.abc import Callable
from functools import cached_property
from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render, resolve_url
from django.urls import reverse
from django.utils.translation import gettext as _

from ombud.core import htmx
from ombud.users.access import AgentRequest, permitted
from ombud.users.permissions import Permission
from ombud.workflows.census import open_by_state
from ombud.workflows.checking import Fault
from ombud.workflows.comparing import Change, changes
from ombud.workflows.drafting import NotInPlan, Row, part
from ombud.workflows.drafts import DraftMoved, draft_of, newest_of, redraw, stamp_of
from ombud.workflows.drawing import Drawing, draw
from ombud.workflows.models import State, Version, Workflow
from ombud.workflows.plan import Plan, plan_of
from ombud.workflows.use_forms import FieldForm
from ombud.workflows.ways import StateRow, rows_of

may_draw = permitted(Permission.MANAGE_WORKFLOWS)
PAGE = "workflows/editor.html"


class Desk:
    """A workflow with its plan, as one reader looks at it."""

    def __init__(self, request: AgentRequest, workflow: Workflow) -> None:
        """`version`: an old one to look at; without it the draft, or what is."""
        self.request = request
        self.workflow = workflow
        self.is_list = request.GET.get("view") == "list"
        self.version: Version | None = None
        # The part whose panel is open: "actions.close".
        self.place = ""

    @cached_property
    def draft(self) -> Version | None:
        """What somebody is drawing."""
        return draft_of(self.workflow)

    @cached_property
    def newest(self) -> Version | None:
        """What was published last."""
        return newest_of(self.workflow)

    @cached_property
    def published(self) -> Plan:
        """What is in effect."""
        return plan_of(self.workflow)

    @cached_property
    def plan(self) -> Plan:
        """What is shown."""
        if self.version:
            found: Plan = self.version.plan
            return found
        return self.draft.plan if self.draft else self.published

    @property
    def stamp(self) -> str:
        """What this page has seen."""
        return stamp_of(self.draft or self.newest)

    @property
    def number(self) -> int:
        """Of the version that is in effect."""
        return self.newest.number if self.newest else 1

    @property
    def query(self) -> str:
        """Behind every address, so that the list stays a list."""
        return "?view=list" if self.is_list else ""

    @cached_property
    def changes(self) -> list[Change]:
        """What the draft changes."""
        return changes(self.published, self.plan) if self.draft else []

    @cached_property
    def last_step(self) -> str:
        """What Undo takes back, in words; empty where there is nothing."""
        step = self.draft.steps.last() if self.draft and not self.version else None
        if self.draft is None or step is None:
            return ""
        made = changes(step.before or self.published, self.draft.plan)
        return made[0].sentence if made else _("The last change.")

    @property
    def drawing(self) -> Drawing:
        """The graph; lines of the open action stand out."""
        noun, _dot, slug = self.place.partition(".")
        chosen = slug if noun == "actions" else ""
        return draw(self.plan, chosen=chosen, tickets=self.tickets)

    @cached_property
    def tickets(self) -> dict[str, int]:
        """How many open ones stand in each state, by its key."""
        counts = open_by_state()
        states = State.objects.filter(workflow=self.workflow)
        return {state.slug: counts.get(state.pk, 0) for state in states}

    @property
    def here(self) -> str:
        """Where a form of this page is sent."""
        return self.request.path + self.query

    @property
    def origins(self) -> list[Row]:
        """The states that offer the open action."""
        offering = self._open_action.get("from", [])
        return [state for state in self.plan["states"] if state["slug"] in offering]

    @property
    def target(self) -> Row | None:
        """The state that the open action leads to."""
        to = self._open_action.get("to")
        return next((s for s in self.plan["states"] if s["slug"] == to), None)

    @property
    def _open_action(self) -> Row:
        slug = self.place.partition(".")[2]
        found: list[Row] = self.plan.get("actions", [])
        return next((one for one in found if one["slug"] == slug), {})

    @property
    def rows(self) -> list[StateRow]:
        """The list: each state with its ways on."""
        return rows_of(self.plan, self.tickets, self.url)

    @property
    def blank_field(self) -> FieldForm:
        """For a field that is to be made."""
        return FieldForm(auto_id="new_%s")

    def part(self, noun: str, slug: str) -> Row:
        """A state or action that is shown, or 404."""
        try:
            return part(self.plan, noun, slug)
        except NotInPlan:
            raise Http404 from None

    def url(self, name: str, *args: Any) -> str:
        """An address of this workflow's pages."""
        return reverse(name, args=[self.workflow.slug, *args]) + self.query

    def url_of(self, place: str) -> str:
        """The panel where a fault or a change is."""
        noun, *rest = place.split(".")
        slug = rest[0] if rest else ""
        match noun:
            case "states" if self._has("states", slug):
                return self.url("workflow-state", slug)
            case "actions" if self._has("actions", slug):
                tab = TABS.get(rest[1] if len(rest) > 1 else "", "workflow-action")
                return self.url(tab, slug)
            case "notices" if slug.isdecimal():
                return self.url("workflow-notice", int(slug))
            case "form" | "fields":
                return self.url("workflow-form")
        return self.url("workflow")

    def placed(self, found: list[Fault]) -> list[tuple[str, str]]:
        """(address, sentence) of each."""
        return [(self.url_of(one.place), one.sentence) for one in found]

    def _has(self, noun: str, slug: str) -> bool:
        return any(row["slug"] == slug for row in self.plan.get(noun, []))

    def show(self, panel: str, *, status: int = 200, **context: Any) -> HttpResponse:
        """The page with one panel open."""
        context = {"desk": self, "panel": f"workflows/panel_{panel}.html", **context}
        return render(self.request, PAGE, context, status=status)

    def draw(self, change: Callable[[Plan], Plan], to: str) -> HttpResponse:
        """Change the draft and go on there, unless somebody was faster."""
        seen = self.request.POST.get("seen", "")
        try:
            redraw(self.workflow, change, by=self.request.user, seen=seen)
        except DraftMoved as moved:
            return refuse(self.request, moved)
        except NotInPlan:
            raise Http404 from None
        return htmx.redirect(self.request, to)


# Which panel has what a fault names behind the action.
TABS = {
    "assign": "workflow-action-assignment",
    "set": "workflow-action-assignment",
    "allowed": "workflow-action-rights",
    "notices": "workflow-action-notices",
}


def desk_of(request: AgentRequest, slug: str) -> Desk:
    """Of that workflow, or 404."""
    return Desk(request, get_object_or_404(Workflow, slug=slug))


def refuse(request: AgentRequest, why: object) -> HttpResponse:
    """What was typed stays on the page; a sentence in the corner says why.

    The editor's forms are boosted, which core/htmx.py answers as plain ones.
    """
    if not getattr(request, "htmx", False):
        return htmx.refuse(request, why)
    return HttpResponse(status=409, headers={"X-Ombud-Message": quote(str(why))})


def done(request: AgentRequest, to: str, said: str) -> HttpResponse:
    """Go on there, and say what happened."""
    response = htmx.redirect(request, resolve_url(to))
    return htmx.toast(request, response, said, tone="ok")


def gone(name: str) -> str:
    """The sentence for what was removed."""
    return _("%(name)s is removed.") % {"name": name}
