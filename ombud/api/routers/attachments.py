"""The bytes of attachments."""

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from ninja import Router

from ombud.api.auth import ApiRequest
from ombud.tickets.models import Attachment, Ticket

router = Router(tags=["Entries"])


@router.get(
    "/attachments/{int:attachment_id}",
    url_name="attachment",
    summary="Download an attachment",
)
def attachment(request: ApiRequest, attachment_id: int) -> HttpResponse:
    """Always to be saved, and never to be run by a browser."""
    visible = Ticket.objects.visible_to(request.auth).values("pk")
    found = Attachment.objects.filter(pk=attachment_id, entry__ticket__in=visible)
    file = found.first()
    if file is None:
        raise Http404
    response = HttpResponse(file.read(), content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=file.filename
    )
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
