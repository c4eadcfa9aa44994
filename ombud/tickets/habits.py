"""What an agent chose last, kept by the browser: the state, and where to go on."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

if TYPE_CHECKING:
    from ombud.tickets.forms import NoteForm

STATE = "ombud_send"
AFTER = "ombud_after"
YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Habits:
    """The state of the last “Send and set”, and whether the next ticket follows."""

    state: str = ""
    goes_on: bool = False

    @classmethod
    def of(cls, request: HttpRequest) -> "Habits":
        """From the cookies."""
        after = request.COOKIES.get(AFTER, "")
        return cls(request.COOKIES.get(STATE, "")[:60], after == "next")

    @classmethod
    def after(cls, request: HttpRequest, form: "NoteForm") -> "Habits":
        """With what was chosen now."""
        before = cls.of(request)
        after: Any = form.cleaned_data.get("after")
        goes_on = after == "next" if after else before.goes_on
        chosen = form.data.get("state") or before.state
        # What a template has set is no habit of the agent's.
        is_set = chosen == form.data.get("target")
        return cls(before.state if is_set else chosen, goes_on)

    def remember(self, response: HttpResponse) -> None:
        """For a year; nobody else reads it."""
        values = {STATE: self.state, AFTER: "next" if self.goes_on else "stay"}
        for name, value in values.items():
            response.set_cookie(
                name,
                value,
                max_age=YEAR,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
