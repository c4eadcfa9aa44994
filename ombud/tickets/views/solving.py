"""Solving prepares the answer of the ticket's type: it waits for a look, unsent."""

from django.http import HttpResponse

from ombud.lib import html as html_lib
from ombud.lib.liquid import TemplateWrong
from ombud.tickets.answering import answer, solution_for
from ombud.tickets.finding import AgentRequest
from ombud.tickets.models import Draft, DraftKind, Ticket
from ombud.tickets.prepared_answers import TooHeavy, begin
from ombud.tickets.views.answers import COMPOSER, changed
from ombud.workflows.models import Action, ActionKind, ActionNotAllowed, StateKind

# The button beside the prepared answer.
PLAIN = "without_message"


def prepared(
    request: AgentRequest, ticket: Ticket, action: Action
) -> HttpResponse | None:
    """The composer with the answer in it; None where the action is done at once."""
    if not _solves(action):
        return None
    draft = Draft.objects.place(ticket, request.user, DraftKind.REPLY)
    if PLAIN in request.POST:
        _drop_untouched(draft)
        return None
    # What somebody has begun is theirs; the machine does not write into it.
    if draft.html or not _is_reachable(ticket, request):
        return None
    return _begin(request, ticket, action)


def _begin(
    request: AgentRequest, ticket: Ticket, action: Action
) -> HttpResponse | None:
    template, target = solution_for(ticket), action.to_state
    if template is None or target is None:
        return None
    try:
        filled = answer(template, ticket, by=request.user)
        begin(ticket, template, filled, by=request.user, target=target.slug)
    except (TemplateWrong, TooHeavy):
        # Whoever solves cannot mend it, and the ticket is solved all the same.
        return None
    return changed(request, ticket, COMPOSER, wanted=DraftKind.REPLY)


def _solves(action: Action) -> bool:
    """Only a move that asks nothing: what was filled in would be lost."""
    target = action.to_state
    if action.kind != ActionKind.MOVE or not target:
        return False
    return target.kind == StateKind.SOLVED and not action.field_uses.exists()


def _is_reachable(ticket: Ticket, request: AgentRequest) -> bool:
    try:
        ticket.action_of_kind(ActionKind.REPLY, by=request.user)
        ticket.way_out()
    except ActionNotAllowed:
        return False
    return bool(ticket.default_recipients())


def _drop_untouched(draft: Draft) -> None:
    """What the machine has written goes; what a person has written stays a draft."""
    template = solution_for(draft.ticket) if draft.template else None
    if template is None or template.slug != draft.template:
        return
    filled = answer(template, draft.ticket, by=draft.author)
    if _words(filled.html) == _words(draft.html):
        draft.delete()


def _words(html: str) -> list[str]:
    """An editor may have written the same words with other marks."""
    return html_lib.text_from(html).split()
