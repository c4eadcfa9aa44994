"""Drafts: saved while they are written, with their files."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from ombud.core.htmx import fragments, trigger
from ombud.tickets.finding import AgentRequest, get_attachment, get_ticket
from ombud.tickets.forms import DraftForm, UploadForm
from ombud.tickets.guarding import look_over_draft, sentence_of
from ombud.tickets.models import Draft, DraftKind, StaleDraft, Ticket
from ombud.tickets.views.sending import conflict

SAVED = "tickets/_draft_saved.html"
GUARD = "tickets/_guard.html"
FILES = "tickets/_draft_files.html"


@require_POST
def draft(request: AgentRequest, number: int, kind: str) -> HttpResponse:
    """Save it; an older page is told that there is a newer text."""
    ticket = _ticket(request, number, kind)
    form = DraftForm(request.POST)
    form.is_valid()
    try:
        saved = Draft.objects.keep(
            ticket,
            request.user,
            kind,
            version=form.base_version,
            key=form.draft_key,
            words=form.words,
        )
    except StaleDraft as stale:
        return conflict(request, ticket, stale.draft, form)
    sentences = []
    if kind == DraftKind.REPLY:
        sentences = [sentence_of(one) for one in look_over_draft(saved)]
    return fragments(
        request,
        [SAVED, GUARD] if kind == DraftKind.REPLY else [SAVED],
        to=ticket.get_absolute_url(),
        ticket=ticket,
        draft=saved,
        sentences=sentences,
    )


@require_POST
def attachments(request: AgentRequest, number: int, kind: str) -> HttpResponse:
    """Add files to it; a picture for the text answers with its address."""
    ticket = _ticket(request, number, kind)
    key = DraftForm(request.POST)
    found = Draft.objects.begin(
        ticket, request.user, kind, key.draft_key if key.is_valid() else None
    )
    form = UploadForm(request.POST, request.FILES, draft=found)
    added = form.keep() if form.is_valid() else []
    response = _files(request, ticket, found, form)
    for file in added:
        if file.is_inline:
            url = reverse("attachment", args=[file.pk, file.filename])
            trigger(response, "ombud:picture", {"url": url, "name": file.filename})
    return response


@require_POST
def remove_attachment(request: AgentRequest, attachment_id: int) -> HttpResponse:
    """Take a file off again; twice is once."""
    file = get_attachment(request, attachment_id)
    if file.draft is None or file.draft.author_id != request.user.pk:
        raise Http404
    found = file.draft
    file.delete()
    found.drop_if_empty()
    return _files(request, found.ticket, found)


def _ticket(request: AgentRequest, number: int, kind: str) -> Ticket:
    if kind not in DraftKind.values:
        raise Http404
    return get_ticket(request, number)


def _files(
    request: AgentRequest, ticket: Ticket, draft: Draft, form: UploadForm | None = None
) -> HttpResponse:
    files = draft.attachments.filter(is_inline=False) if draft.pk else []
    problem = form.errors.get("upload", [""])[0] if form else ""
    return fragments(
        request,
        [FILES],
        to=ticket.get_absolute_url(),
        status=422 if problem else 200,
        ticket=ticket,
        kind=draft.kind,
        files=files,
        problem=problem,
    )
