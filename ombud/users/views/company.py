"""The company: its name, language and time zone."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ombud.core import htmx
from ombud.core.models import Installation
from ombud.users.access import AgentRequest, permitted
from ombud.users.forms import CompanyForm
from ombud.users.permissions import Permission

PAGE = "users/company.html"


@require_http_methods(["GET", "POST"])
@permitted(Permission.MANAGE_SETTINGS)
def company(request: AgentRequest) -> HttpResponse:
    """Show and change what holds for everybody."""
    form = CompanyForm(request.POST or None, instance=Installation.current())
    if request.method == "GET":
        return render(request, PAGE, {"form": form})
    if not form.is_valid():
        return htmx.form_errors(request, form, PAGE)
    Installation.current().change(**form.cleaned_data)
    response = htmx.redirect(request, "company")
    return htmx.toast(request, response, _("The company is saved."), tone="ok")
