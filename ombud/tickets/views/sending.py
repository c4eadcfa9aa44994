"""A reply is sent, a note is kept: first saved as a draft, so that nothing is lost."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ombud.core.htmx import is_htmx, toast, trigger
from ombud.core.local_time import full
from ombud.lib import html as html_lib
from ombud.tickets.asked import Asked
from ombud.tickets.composer import composer_for
from ombud.tickets.finding import AgentRequest
from ombud.tickets.forms import DraftForm, NoteForm, ReplyForm, UploadForm
from ombud.tickets.guarding import SecondLook, findings_in, sentence_of
from ombud.tickets.habits import Habits
from ombud.tickets.models import (
    Draft,
    Entry,
    EntryKind,
    StaleDraft,
    Ticket,
    Verb,
)
from ombud.tickets.models.concerns.repliable import LEAVES_AT
from ombud.tickets.views.answers import COMPOSER, asked, changed
from ombud.tickets.views.children import offering_children
from ombud.tickets.views.news import newest_seen
from ombud.workflows.models import Action, ActionKind

# Of the reason for sending all the same.
MOST_WORDS = 500
FORMS = {ActionKind.REPLY: ReplyForm, ActionKind.NOTE: NoteForm}


def write(request: AgentRequest, ticket: Ticket, action: Action) -> HttpResponse:
    """Save it, look whether all is well, then send it."""
    composer = composer_for(ticket, request.user)
    form = FORMS[ActionKind(action.kind)](request.POST, composer=composer)
    asked = Asked(ticket, action, request.POST, request.FILES)
    is_right = form.is_valid() & form.takes(asked)
    try:
        draft = keep(request, ticket, form, action.kind)
    except StaleDraft as stale:
        return conflict(request, ticket, stale.draft, form)
    if not is_right:
        return wrong(request, ticket, form, action.kind)
    if action.kind == ActionKind.REPLY and (news := unseen(request, ticket)):
        return look_first(request, ticket, news)
    values = form.values(draft) | asked.values
    try:
        entry = perform(request, ticket, action, values)
    except SecondLook as look:
        return look_twice(request, ticket, look)
    asked.keep_files(entry)
    return sent(request, ticket, entry, form)


def perform(
    request: AgentRequest, ticket: Ticket, action: Action, values: dict[str, Any]
) -> Entry:
    """Send it; with another customer's data in it, only on the second press."""
    try:
        return ticket.perform(action, by=request.user, values=values)  # type: ignore[no-any-return]  # apply() gives the entry
    except SecondLook as look:
        # Those that were shown, and none that was written since.
        accepted = set(request.POST.getlist("accepted"))
        if not {one.what for one in look.findings} <= accepted:
            raise
    why = request.POST.get("despite", "").strip()[:MOST_WORDS]
    return ticket.perform(action, by=request.user, values=values | {"despite": why})  # type: ignore[no-any-return]  # the same


def keep(request: AgentRequest, ticket: Ticket, form: DraftForm, kind: str) -> Draft:
    """As it was sent; without script the files come along only now."""
    draft = Draft.objects.keep(
        ticket,
        request.user,
        kind,
        version=form.base_version,
        key=form.draft_key,
        words=form.words,
    )
    uploads = UploadForm(request.POST, request.FILES, draft=draft)
    if request.FILES and draft.pk and uploads.is_valid():
        uploads.keep()
    elif request.FILES and draft.pk:
        form.add_error(None, uploads.errors["upload"][0])
    return draft


def sent_before(request: AgentRequest, ticket: Ticket) -> Entry | None:
    """What this very draft has become: the second of two clicks finds it."""
    try:
        key = UUID(request.POST.get("key", ""))
    except ValueError:
        return None
    return Entry.objects.filter(ticket=ticket, agent=request.user).with_key(key)


def sent_twice(request: AgentRequest, ticket: Ticket, entry: Entry) -> HttpResponse:
    """As after the first click; what was changed in between is a draft."""
    form = NoteForm(request.POST, composer=composer_for(ticket, request.user))
    form.is_valid()
    if html_lib.text_from(form.written).strip() == entry.text.strip():
        return sent(request, ticket, entry, form)
    kind = "note" if entry.kind == EntryKind.NOTE else "reply"
    Draft.objects.keep(ticket, request.user, kind, version=0, words=form.words)
    response = changed(request, ticket, COMPOSER)
    text = _("This was sent already. What you changed since is kept as a draft.")
    return toast(request, response, text, tone="bad")


def unseen(request: AgentRequest, ticket: Ticket) -> list[Entry]:
    """What came in, or went out by a colleague, while this was written."""
    seen = newest_seen(request.POST)
    return [] if seen is None else ticket.news_since(seen, for_=request.user)


def conflict(
    request: AgentRequest, ticket: Ticket, draft: Draft, form: DraftForm
) -> HttpResponse:
    """The draft is newer on another screen: show it, or keep mine.

    Without script nobody can be asked: then both texts are kept.
    """
    if not is_htmx(request):
        draft.write({"html": draft.html + form.written}, version=draft.version)
    return asked(
        request,
        ticket,
        "tickets/_draft_conflict.html",
        _("This draft is newer on another screen. Both texts are here now."),
        draft=draft,
    )


def look_first(
    request: AgentRequest, ticket: Ticket, news: list[Entry]
) -> HttpResponse:
    """A newer message came in: here it is; the next press sends."""
    return asked(
        request,
        ticket,
        "tickets/_news.html",
        _("A newer message came in while you were writing. Read it, then send."),
        news=news,
        is_asked=True,
        later=wished_later(request),
        state=request.POST.get("state", ""),
    )


def look_twice(request: AgentRequest, ticket: Ticket, look: SecondLook) -> HttpResponse:
    """It holds another customer's data: here is what; the next press sends."""
    return asked(
        request,
        ticket,
        "tickets/_guard_question.html",
        _("%(what)s Look at it, then send.") % {"what": look},
        findings=look.findings,
        sentences=[sentence_of(one) for one in look.findings],
        state=request.POST.get("state", ""),
        later=wished_later(request),
    )


def wished_later(request: AgentRequest) -> str:
    """The words of a later time, for the second press."""
    chosen = request.POST.get("later", "")
    return (
        chosen if chosen not in {"", "words"} else request.POST.get("later_words", "")
    )


def wrong(
    request: AgentRequest, ticket: Ticket, form: NoteForm, kind: str
) -> HttpResponse:
    """What is wrong, in sentences; the fields stay as they are."""
    sentence = str(next(iter(form.errors.values()))[0])
    response = asked(
        request,
        ticket,
        "tickets/_composer_errors.html",
        sentence,
        form=form,
        kind=kind,
    )
    if is_htmx(request):
        response.status_code = 422
    return response


def sent(
    request: AgentRequest, ticket: Ticket, entry: Entry, form: NoteForm
) -> HttpResponse:
    """An empty composer, the new entry, and the way back."""
    habits = Habits.after(request, form)
    response = changed(request, ticket, COMPOSER, habits=habits)
    habits.remember(response)
    offering_children(request, response, entry, ticket)
    if habits.goes_on:
        trigger(response, "ombud:next")
    if entry.verb == Verb.NOTED:
        return response
    if not entry.message.to:
        return toast(
            request,
            response,
            _("The answer stands on the customer's page."),
            undo_url=reverse("entry-undo", args=[entry.pk]),
            seconds=settings.UNDO_SEND_SECONDS,
        )
    if later := entry.particulars.get(LEAVES_AT):
        facts = {
            "name": receiver_of(entry),
            "time": full(datetime.fromisoformat(later)),
        }
        text = _("Reply to %(name)s leaves %(time)s") % facts
        undo = reverse("entry-undo", args=[entry.pk])
        return toast(request, response, text, undo_url=undo)
    left = "{s}" if is_htmx(request) else str(settings.UNDO_SEND_SECONDS)
    text = _("Reply to %(name)s goes out in %(seconds)s s") % {
        "name": receiver_of(entry),
        "seconds": left,
    }
    undo = reverse("entry-undo", args=[entry.pk])
    if what := " ".join(map(sentence_of, findings_in(entry.particulars))):
        # It was sent quicker than the warning came; there is time to take it back.
        response = toast(request, response, what, tone="bad")
    return toast(
        request,
        response,
        text,
        undo_url=undo,
        seconds=settings.UNDO_SEND_SECONDS,
    )


def receiver_of(entry: Entry) -> str:
    """The first of them, by name."""
    first = entry.message.to[0]
    return str(first.get("name") or first["address"])
