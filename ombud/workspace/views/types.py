"""A ticket gets another type: what that means is shown first."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from ombud.core.htmx import redirect
from ombud.tickets.field_files import keep_files
from ombud.tickets.finding import AgentRequest, get_ticket
from ombud.tickets.models import Entry
from ombud.tickets.retyping import Retyping
from ombud.tickets.views.actions import with_undo
from ombud.workflows.forms import FieldsWrong
from ombud.workflows.models import ActionNotAllowed

PAGE = "workspace/type.html"


@require_http_methods(["GET", "HEAD", "POST"])
def ticket_type(request: AgentRequest, number: int) -> HttpResponse:
    """Ask which, where it lands and what it needs; or change it."""
    ticket = get_ticket(request, number)
    if not ticket.may_alter(request.user):
        raise PermissionDenied
    if request.method != "POST":
        wish = Retyping(ticket, request.user, request.GET.get("type", ""))
        return render(request, PAGE, {"ticket": ticket, "wish": wish})
    slug = request.POST.get("type", "")
    wish = Retyping(ticket, request.user, slug, request.POST, request.FILES)
    if not wish.is_valid():
        return render(request, PAGE, {"ticket": ticket, "wish": wish}, status=422)
    try:
        entry = retype(wish)
    except (ActionNotAllowed, FieldsWrong) as no:
        wish.wrong = [str(no)]
        return render(request, PAGE, {"ticket": ticket, "wish": wish}, status=422)
    # Another type has other buttons, fields and states: the whole page is new.
    return with_undo(request, redirect(request, ticket), entry)


@transaction.atomic
def retype(wish: Retyping) -> Entry | None:
    """As wished; uploaded files stay with the entry."""
    if wish.workflow is None or wish.form is None:
        return None
    values = wish.form.values
    entry = wish.ticket.retype(
        wish.workflow, by=wish.by, state=wish.state, fields=values
    )
    if entry:
        keep_files(wish.form, entry)
    return entry
