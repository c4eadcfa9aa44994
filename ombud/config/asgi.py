"""The web process: pages and live streams from one ASGI application."""

import os
from typing import Any

import django
from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIHandler
from django.http import HttpRequest
from django.http.response import HttpResponseBase

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ombud.config.settings")


class Application(ASGIHandler):
    """Middleware and view in one go, on the request's own thread.

    Django's way changes between thread and loop at each middleware that knows only
    one of them, and three changes cost more than many a view. An async view still
    runs on the loop.
    """

    def __init__(self) -> None:
        """The chain once more, as a synchronous one."""
        super().__init__()
        self.load_middleware(is_async=False)
        self._answer: Any = sync_to_async(self.get_response, thread_sensitive=True)

    async def get_response_async(self, request: HttpRequest) -> HttpResponseBase:
        """The page."""
        response: HttpResponseBase = await self._answer(request)
        return response


django.setup(set_prefix=False)
application = Application()
