"""A letter with its own layout, in a page of its own for the frame around it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe

from ombud.core.htmx import fragments
from ombud.lib import html as html_lib
from ombud.tickets import letters
from ombud.tickets.finding import AgentRequest, get_entry
from ombud.tickets.models import TrustedSender
from ombud.tickets.said import urls_by_cid

# No script, no form, no frame, no font; pictures from elsewhere only when asked for.
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:{images}; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'; "
    "sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox"
)


@require_safe
@xframe_options_sameorigin
def letter(request: AgentRequest, entry_id: int) -> HttpResponse:
    """The letter on a light sheet, as its author laid it out."""
    entry = get_entry(request, entry_id)
    with_images = request.GET.get("images") == "on"
    html = entry.html if with_images else html_lib.block_remote_images(entry.html)[0]
    files = urls_by_cid(list(entry.attachments.all()))
    body = letters.with_files(letters.described(html), files)
    response = render(request, "tickets/letter.html", {"entry": entry, "body": body})
    images = " https: http:" if with_images else ""
    response.headers["Content-Security-Policy"] = POLICY.format(images=images)
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "private, max-age=300"
    return response


@require_POST
def trust(request: AgentRequest, entry_id: int) -> HttpResponse:
    """Pictures of this sender are shown from now on, to everybody."""
    entry = get_entry(request, entry_id)
    message = getattr(entry, "message", None)
    if message and message.from_address:
        TrustedSender.objects.trust(message.from_address, by=request.user)
    ticket = entry.ticket
    return fragments(
        request, ["tickets/_timeline.html"], to=ticket.get_absolute_url(), ticket=ticket
    )
