"""The parent is solved: so may be its children."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from ombud.core.htmx import fragments, is_htmx, redirect
from ombud.tickets.children import ChildrenForm, left_open_by, open_children
from ombud.tickets.finding import AgentRequest, get_ticket
from ombud.tickets.models import Entry, Ticket
from ombud.tickets.shown_batches import shown_batches

PAGE = "tickets/children.html"


@require_http_methods(["GET", "HEAD", "POST"])
def children(request: AgentRequest, number: int) -> HttpResponse:
    """Ask what is answered; or begin it for all of them."""
    ticket = get_ticket(request, number)
    found = open_children(ticket.pk, request.user)
    sent = request.POST if request.method == "POST" else None
    form = ChildrenForm(sent, children=found)
    if sent is None or not form.is_valid():
        status = 200 if sent is None else 422
        context = {"ticket": ticket, "form": form}
        return render(request, PAGE, context, status=status)
    batch = form.begin(by=request.user)
    if not is_htmx(request):
        return redirect(request, "batch", batch.pk)
    corner = shown_batches(request.user)
    return fragments(request, ["tickets/_batches.html"], batches=corner)


def offering_children(
    request: AgentRequest, response: HttpResponse, entry: Entry | None, ticket: Ticket
) -> HttpResponse:
    """With the question about its children, where it was just solved and has some."""
    if is_htmx(request) and (found := left_open_by(entry, request.user)):
        form = ChildrenForm(children=found)
        question = ["tickets/_children_asked.html"]
        asked = fragments(request, question, ticket=ticket, form=form)
        response.content += asked.content
    return response
