"""The mail as the customer will see it: of a draft, and of what is on its way."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_safe

from ombud.core.htmx import is_htmx, out_of_band, refuse
from ombud.tickets.finding import AgentRequest, get_entry, get_ticket
from ombud.tickets.forms import DraftForm
from ombud.tickets.models import Draft, DraftKind, StaleDraft, Ticket
from ombud.tickets.people import typed
from ombud.tickets.previewing import LOOKS, Preview, preview_of_draft
from ombud.tickets.views.letters import POLICY
from ombud.tickets.views.sending import conflict, keep
from ombud.workflows.models import ActionNotAllowed

PAGE, DIALOG = "tickets/preview.html", "tickets/_preview.html"


@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: AgentRequest, number: int) -> HttpResponse:
    """Of the reply that is being written; a POST saves it first."""
    ticket = get_ticket(request, number)
    form = DraftForm(request.POST)
    try:
        if request.method == "POST" and form.is_valid():
            keep(request, ticket, form, DraftKind.REPLY)
        found = _draft(request, ticket)
        preview = preview_of_draft(ticket, found, by=request.user)
    except StaleDraft as stale:
        return conflict(request, ticket, stale.draft, form)
    except ActionNotAllowed as no:
        return refuse(request, no)
    response = _shown(request, preview, reverse("draft-letter", args=[number]))
    if is_htmx(request):
        context = {"draft": found, "kind": found.kind}
        saved = render_to_string("tickets/_draft_saved.html", context, request)
        response.write(out_of_band(saved))
    return response


@require_safe
@xframe_options_sameorigin
def draft_letter(request: AgentRequest, number: int) -> HttpResponse:
    """Its HTML alone, for the frame."""
    ticket = get_ticket(request, number)
    try:
        found = preview_of_draft(ticket, _draft(request, ticket), by=request.user)
    except ActionNotAllowed as no:
        return refuse(request, no)
    return _letter(request, found)


@require_safe
def entry(request: AgentRequest, entry_id: int) -> HttpResponse:
    """Of a letter of ours that waits, or has left."""
    url = reverse("entry-sheet", args=[entry_id])
    return _shown(request, _preview(request, entry_id), url)


@require_safe
@xframe_options_sameorigin
def entry_letter(request: AgentRequest, entry_id: int) -> HttpResponse:
    """Its HTML alone, for the frame."""
    return _letter(request, _preview(request, entry_id))


def _draft(request: AgentRequest, ticket: Ticket) -> Draft:
    found = Draft.objects.place(ticket, request.user, DraftKind.REPLY)
    if found.pk is None:
        raise ActionNotAllowed(_("The reply is empty. Write something first."))
    return found


def _preview(request: AgentRequest, entry_id: int) -> Preview:
    message = getattr(get_entry(request, entry_id), "message", None)
    if message is None or message.delivery is None:
        raise Http404
    return Preview(bytes(message.delivery.raw), typed(message.bcc))


def _shown(request: AgentRequest, preview: Preview, url: str) -> HttpResponse:
    context = {"preview": preview, "letter_url": url, "dialog_id": "preview"}
    return render(request, DIALOG if is_htmx(request) else PAGE, context)


def _letter(request: AgentRequest, preview: Preview) -> HttpResponse:
    look = request.GET.get("look", "light")
    response = HttpResponse(preview.html(look if look in LOOKS else "light"))
    response.headers["Content-Security-Policy"] = POLICY.format(images="")
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store"
    return response
