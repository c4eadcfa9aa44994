"""The keys by which shops sign their links."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from ombud.core import htmx
from ombud.forms.models import ShopKey
from ombud.users.access import AgentRequest, permitted
from ombud.users.permissions import Permission

PAGE = "forms/keys.html"
may_manage = permitted(Permission.MANAGE_CHANNELS)


class KeyForm(forms.Form):
    """For which shop."""

    name = forms.CharField(
        label=_("Shop"),
        max_length=80,
        error_messages={"required": _("Say for which shop it is.")},
    )
    use_required_attribute = False


@require_http_methods(["GET", "POST"])
@may_manage
def keys(request: AgentRequest) -> HttpResponse:
    """All keys; the secret of a new one is shown once."""
    form, fresh = KeyForm(request.POST or None), None
    if request.method == "POST":
        if not form.is_valid():
            return htmx.form_errors(request, form, PAGE, keys=ShopKey.objects.all())
        fresh = ShopKey.objects.issue(form.cleaned_data["name"], by=request.user)
        form = KeyForm()
    context = {"form": form, "keys": ShopKey.objects.all(), "fresh": fresh}
    response = render(request, PAGE, context)
    response.headers["Cache-Control"] = "no-store"
    return response


@require_POST
@may_manage
def revocations(request: AgentRequest, pk: int) -> HttpResponse:
    """Its links open nothing any more."""
    get_object_or_404(ShopKey, pk=pk).revoke()
    response = htmx.redirect(request, "shop-keys")
    return htmx.toast(request, response, _now("Links with this key no longer work."))
