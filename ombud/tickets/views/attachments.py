"""Files: seen or taken away by those who may see their ticket."""

from collections.abc import AsyncIterator, Iterator

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIRequest
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseNotModified,
    StreamingHttpResponse,
)
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from ombud.tickets.finding import AgentRequest, get_attachment
from ombud.tickets.models import Attachment
from ombud.tickets.thumbnails import thumbnail

# The bytes behind an address never change.
FOR_EVER = "private, max-age=31536000, immutable"
AT_ONCE = 256 * 1024
PIECE = 128 * 1024
SANDBOX = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox"
# Chromium's reader of PDF does not start in a sandbox; it has one of its own.
PDF = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'"


@require_safe
def attachment(
    request: AgentRequest, attachment_id: int, filename: str
) -> HttpResponseBase:
    """The file itself: shown where that is harmless, else to be saved."""
    return send_file(request, get_attachment(request, attachment_id))


def send_file(request: HttpRequest, file: Attachment) -> HttpResponseBase:
    """Its bytes to whoever may have them: the caller has judged that."""
    etag = f'"{file.digest}"'
    if request.headers.get("if-none-match") == etag:
        return HttpResponseNotModified()
    response = _answer(request, file)
    for name, value in _headers(file, save="download" in request.GET).items():
        response.headers[name] = value
    response.headers["ETag"] = etag
    return response


def _answer(request: HttpRequest, file: Attachment) -> HttpResponseBase:
    if request.method == "HEAD" or file.size <= AT_ONCE:
        return HttpResponse(b"" if request.method == "HEAD" else file.read())
    if isinstance(request, ASGIRequest):
        return StreamingHttpResponse(_pieces_later(file))
    return StreamingHttpResponse(_pieces(file))


def _headers(file: Attachment, *, save: bool) -> dict[str, str]:
    shown = file.is_shown and not save
    kind = file.content_type if shown else "application/octet-stream"
    return {
        "Content-Type": f"{kind}; charset=utf-8" if kind == "text/plain" else kind,
        "Content-Length": str(file.size),
        "Content-Disposition": content_disposition_header(
            as_attachment=not shown, filename=file.filename or "file"
        )
        or "attachment",
        "Content-Security-Policy": PDF if kind == "application/pdf" else SANDBOX,
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": FOR_EVER,
    }


def _pieces(file: Attachment) -> Iterator[bytes]:
    with file.open() as source:
        while piece := source.read(PIECE):
            yield piece


async def _pieces_later(file: Attachment) -> AsyncIterator[bytes]:
    source = await sync_to_async(file.open)()
    try:
        while piece := await sync_to_async(source.read)(PIECE):
            yield piece
    finally:
        await sync_to_async(source.close)()


@require_safe
def attachment_thumbnail(request: AgentRequest, attachment_id: int) -> HttpResponse:
    """A small picture of it, or the icon of its kind."""
    return send_thumbnail(request, get_attachment(request, attachment_id))


def send_thumbnail(request: HttpRequest, file: Attachment) -> HttpResponse:
    """The same to whoever may have it."""
    small = thumbnail(file)
    if small is None:
        response = render(
            request, "tickets/thumbnail.svg", content_type="image/svg+xml"
        )
        response.headers["Cache-Control"] = "private, max-age=3600"
        return response
    response = HttpResponse(small, content_type="image/webp")
    response.headers["Cache-Control"] = FOR_EVER
    response.headers["ETag"] = f'"{file.digest}-small"'
    return response
