"""Tokens: keys for other programs that act as oneself."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ombud.core import htmx
from ombud.users.access import AgentRequest
from ombud.users.forms import TokenForm
from ombud.users.models import Token

PAGE = "users/tokens.html"


@require_http_methods(["GET", "POST"])
def tokens(request: AgentRequest) -> HttpResponse:
    """One's tokens; a new one is shown once."""
    form = TokenForm(request.POST or None)
    plain = ""
    if request.method == "POST":
        if not form.is_valid():
            return htmx.form_errors(request, form, PAGE, tokens=_own(request))
        plain = Token.objects.issue(request.user, form.cleaned_data["name"])
        form = TokenForm()
    context = {"form": form, "tokens": _own(request), "plain": plain}
    response = render(request, PAGE, context)
    response.headers["Cache-Control"] = "no-store"
    return response


@require_POST
def revocations(request: AgentRequest, pk: int) -> HttpResponse:
    """Make a token worthless, at once."""
    get_object_or_404(Token, pk=pk, user=request.user).delete()
    response = htmx.redirect(request, "tokens")
    return htmx.toast(request, response, _("The token no longer works."))


def _own(request: AgentRequest) -> list[Token]:
    return list(Token.objects.filter(user=request.user).order_by("-created_at"))
