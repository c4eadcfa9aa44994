"""All tags: their names, colours and uses."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from ombud.core import htmx
from ombud.tickets.models import Tag
from ombud.tickets.tag_census import census
from ombud.tickets.tag_forms import MergeForm, TagForm
from ombud.users.access import AgentRequest, permitted
from ombud.users.permissions import Permission

PAGE = "tickets/tag.html"
MERGE = "tickets/tag_merge.html"


@require_safe
@permitted(Permission.MANAGE_SETTINGS)
def tags(request: AgentRequest) -> HttpResponse:
    """Each with its colour and how often it is used."""
    words, number = request.GET.get("q", "")[:60], _number(request)
    lines, has_more = census(words, number)
    context = {
        "lines": lines,
        "words": words,
        "newer": _page(words, number - 1) if number > 1 else "",
        "older": _page(words, number + 1) if has_more else "",
    }
    return render(request, "tickets/tags_settings.html", context)


@require_http_methods(["GET", "POST"])
@permitted(Permission.MANAGE_SETTINGS)
def new_tag(request: AgentRequest) -> HttpResponse:
    """One more."""
    return _edit(request, Tag())


@require_http_methods(["GET", "POST"])
@permitted(Permission.MANAGE_SETTINGS)
def tag(request: AgentRequest, pk: int) -> HttpResponse:
    """Its name and its colour."""
    return _edit(request, get_object_or_404(Tag, pk=pk))


@require_http_methods(["GET", "POST"])
@permitted(Permission.MANAGE_SETTINGS)
def merges(request: AgentRequest, pk: int) -> HttpResponse:
    """Ask into which other one it goes, and let its tickets follow."""
    found = get_object_or_404(Tag, pk=pk)
    form = MergeForm(request.POST or None, tag=found)
    count = found.ticket_count
    if request.method == "GET":
        context = {"form": form, "tag": found, "count": count}
        return render(request, MERGE, context)
    if not form.is_valid():
        return htmx.form_errors(request, form, MERGE, tag=found, count=count)
    into = form.cleaned_data["into"]
    found.merge_into(into, by=request.user)
    said = ngettext(
        "“%(old)s” goes into “%(new)s”, on %(count)s ticket.",
        "“%(old)s” goes into “%(new)s”, on %(count)s tickets.",
        count,
    )
    return _back(request, said % {"old": found.name, "new": into.name, "count": count})


@require_http_methods(["GET", "POST"])
@permitted(Permission.MANAGE_SETTINGS)
def removals(request: AgentRequest, pk: int) -> HttpResponse:
    """Ask once more, and take it off its tickets."""
    found = get_object_or_404(Tag, pk=pk)
    if request.method == "GET":
        context = {"tag": found, "count": found.ticket_count}
        return render(request, "tickets/tag_removal.html", context)
    found.remove(by=request.user)
    return _back(request, _("The tag “%(name)s” is removed.") % {"name": found.name})


def _edit(request: AgentRequest, found: Tag) -> HttpResponse:
    form = TagForm(request.POST or None, tag=found)
    context = {"tag": found, "title": found.name}
    if request.method == "GET":
        return render(request, PAGE, {"form": form, **context})
    if not form.is_valid():
        return htmx.form_errors(request, form, PAGE, **context)
    kept = form.keep()
    return _back(request, _("The tag “%(name)s” is saved.") % {"name": kept.name})


def _back(request: AgentRequest, said: str) -> HttpResponse:
    response = htmx.redirect(request, "tags")
    return htmx.toast(request, response, said, tone="ok")


def _number(request: AgentRequest) -> int:
    word = request.GET.get("page", "")
    return max(1, int(word)) if word.isdecimal() and len(word) < 6 else 1


def _page(words: str, number: int) -> str:
    return f"?{urlencode({'q': words, 'page': number})}"
