"""Templates where an answer is written: which there are, and one of them inserted."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from ombud.core.htmx import fragments, is_htmx, redirect, refuse, trigger
from ombud.knowledge.languages import languages, short
from ombud.knowledge.models import Template
from ombud.lib import html as html_lib
from ombud.lib.liquid import TemplateWrong
from ombud.tickets.answering import Answer, answer, best_for, language_of, sentence_of
from ombud.tickets.composer import composer_for
from ombud.tickets.finding import AgentRequest, get_ticket
from ombud.tickets.forms import DraftForm
from ombud.tickets.habits import Habits
from ombud.tickets.models import Draft, DraftKind, Ticket
from ombud.tickets.prepared_answers import TooHeavy, attach, begin
from ombud.workflows.models import ActionKind, ActionNotAllowed, Category

LIST = "tickets/_template_list.html"
FULL = (
    "tickets/_template_sets.html",
    "tickets/_draft_files.html",
    "tickets/_send_place.html",
)
MOST, MOST_ON_PAGE, BEGINNING = 12, 200, 110


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of the list."""

    template: Template
    language: str
    begins: str
    category: str


@require_safe
def templates(request: AgentRequest, number: int) -> HttpResponse:
    """The best ones for this ticket, or those that have the words typed so far."""
    ticket = get_ticket(request, number)
    words = request.GET.get("q", "").strip()[:100]
    language = _language(request.GET.get("language", ""), ticket)
    found = best_for(ticket, request.user, language).matching(words)
    most = MOST if is_htmx(request) else MOST_ON_PAGE
    context = {
        "choices": [_choice(one, language) for one in found[:most]],
        "number": number,
        "language": language,
        "words": words,
        "ticket": ticket,
    }
    page = LIST if is_htmx(request) else "tickets/templates.html"
    return render(request, page, context)


@require_POST
def insertions(request: AgentRequest, number: int) -> HttpResponse:
    """Fill one in on this ticket, for the place where the caret stands."""
    ticket = get_ticket(request, number)
    seen = Template.objects.visible_to(request.user)
    found = get_object_or_404(seen, slug=request.POST.get("slug", ""))
    language = _language(request.POST.get("language", ""), ticket)
    try:
        ticket.action_of_kind(ActionKind.REPLY, by=request.user)
        filled = answer(found, ticket, by=request.user, language=language)
        return _put(request, ticket, found, filled)
    except TemplateWrong as wrong:
        return refuse(request, sentence_of(wrong))
    except (ActionNotAllowed, TooHeavy) as no:
        return refuse(request, no)


def _put(
    request: AgentRequest, ticket: Ticket, found: Template, filled: Answer
) -> HttpResponse:
    """Where the caret stands; without script at the end of the draft."""
    if not is_htmx(request):
        begin(ticket, found, filled, by=request.user)
        page = f"{ticket.get_absolute_url()}?write=reply#composer"
        return redirect(request, page)
    response = _sets(request, ticket, found, filled)
    found.count_use()
    return trigger(response, "ombud:insert", {"html": filled.html})


def _sets(
    request: AgentRequest, ticket: Ticket, found: Template, filled: Answer
) -> HttpResponse:
    """A full answer: its subject, tags, files and state too."""
    if not found.is_full:
        return HttpResponse(status=204)
    form = DraftForm(request.POST)
    form.is_valid()
    draft = Draft.objects.place(ticket, request.user, DraftKind.REPLY)
    if found.files.exists():
        draft = Draft.objects.begin(
            ticket, request.user, DraftKind.REPLY, form.draft_key
        )
        attach(draft, found)
    composer = composer_for(ticket, request.user)
    composer.habit = Habits.of(request).state
    own = composer.reply.draft
    own.subject, own.template, own.target = filled.subject, found.slug, found.state
    files = draft.attachments.filter(is_inline=False) if draft.pk else []
    return fragments(
        request,
        FULL,
        ticket=ticket,
        composer=composer,
        draft=own,
        template=found,
        kind=DraftKind.REPLY,
        files=files,
    )


def _choice(template: Template, language: str) -> Choice:
    code, text = template.text_for(language)
    begins = html_lib.text_from(text.get("html", "")[: BEGINNING * 4])
    category = Category.objects.with_slug(template.category)
    return Choice(
        template,
        code,
        " ".join(begins.split())[:BEGINNING],
        category.name if category else "",
    )


def _language(wish: str, ticket: Ticket) -> str:
    code = short(wish or language_of(ticket))
    return code if code in languages() else short(language_of(ticket))
