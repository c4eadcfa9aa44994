"""One thing that came in: its raw mail, and another try."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ombud.core.htmx import redirect, toast
from ombud.intake.facts import facts_of
from ombud.intake.models import Inbound
from ombud.intake.retrying import retry
from ombud.lib.charsets import decode
from ombud.lib.mail import parse
from ombud.tickets.models import Entry, Ticket
from ombud.users.access import AgentRequest, permitted
from ombud.users.permissions import Permission

# More of a mail than anybody reads on a page; the file has it all.
SHOWN_BYTES = 200_000


@permitted(Permission.SEE_INTAKE)
def inbound(request: AgentRequest, pk: int) -> HttpResponse:
    """Its fate, the reason, and the mail as it came."""
    row = get_object_or_404(
        Inbound.objects.select_related("channel", "entry__ticket"), pk=pk
    )
    return render(request, "intake/inbound.html", shown(row))


@permitted(Permission.SEE_INTAKE)
def inbound_file(request: AgentRequest, pk: int) -> HttpResponse:
    """The mail as a file."""
    return as_file(get_object_or_404(Inbound, pk=pk))


@require_POST
@permitted(Permission.SEE_INTAKE)
def inbound_retry(request: AgentRequest, pk: int) -> HttpResponse:
    """Try again; with `release` nothing stops it any more."""
    row = get_object_or_404(Inbound.objects.select_related("channel"), pk=pk)
    problem = retry(row, release="release" in request.POST)
    response = redirect(request, "inbound", pk)
    words = problem or _("It is being read again.")
    return toast(request, response, words, tone="bad" if problem else "ok")


def entry_original(request: AgentRequest, pk: int) -> HttpResponse:
    """The mail behind a message of a ticket that the reader may see."""
    entry = readable(request, pk)
    row = behind(entry)
    if row is None:
        response = redirect(request, "ticket", entry.ticket.number)
        words = _("The original of this message has not been kept.")
        return toast(request, response, words, tone="bad")
    return render(request, "intake/original.html", shown(row))


def entry_file(request: AgentRequest, pk: int) -> HttpResponse:
    """The same as a file (.eml)."""
    row = behind(readable(request, pk))
    if row is None:
        raise Http404
    return as_file(row)


def readable(request: AgentRequest, entry_id: int) -> Entry:
    """An entry of a ticket that the reader may see."""
    known = Ticket.objects.known_to(request.user)
    entries = Entry.objects.select_related("ticket")
    return get_object_or_404(entries, pk=entry_id, ticket__in=known)


def behind(entry: Entry) -> Inbound | None:
    """Its stored mail; the demo's messages have none."""
    rows = Inbound.objects.select_related("channel", "entry__ticket")
    return rows.filter(entry=entry).order_by("pk").first()


def shown(row: Inbound) -> dict[str, object]:
    """What both pages show of a mail."""
    raw = bytes(row.raw)
    head, _gap, body = raw[:SHOWN_BYTES].replace(b"\r\n", b"\n").partition(b"\n\n")
    return {
        "inbound": row,
        "facts": facts_of(parse(raw)),
        "head": decode(head),
        "body": decode(body),
        "is_cut": len(raw) > SHOWN_BYTES,
    }


def as_file(row: Inbound) -> HttpResponse:
    """For saving: a browser must not open it by itself."""
    return HttpResponse(
        bytes(row.raw),
        content_type="message/rfc822",
        headers={
            "Content-Disposition": f'attachment; filename="{row.pk}.eml"',
            "X-Content-Type-Options": "nosniff",
        },
    )
