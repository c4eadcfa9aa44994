"""The company: its name, language and time zone."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ombud.core import htmx
from ombud.core.models import Installation
from ombud.users.access import AgentRequest, permitted
from ombud.users.forms import CompanyForm, HelpdeskForm
from ombud.users.models import Helpdesk
from ombud.users.permissions import Permission

PAGE = "users/company.html"


@require_http_methods(["GET", "POST"])
@permitted(Permission.MANAGE_SETTINGS)
def company(request: AgentRequest) -> HttpResponse:
    """Show and change what holds for everybody."""
    desk = Helpdesk.objects.filter(pk=1).first() or Helpdesk(pk=1)
    form = CompanyForm(request.POST or None, instance=Installation.current())
    helpdesk = HelpdeskForm(request.POST or None, instance=desk)
    if request.method == "GET":
        return render(request, PAGE, {"form": form, "helpdesk": helpdesk})
    if not (form.is_valid() & helpdesk.is_valid()):
        return htmx.form_errors(request, form, PAGE, helpdesk=helpdesk)
    Installation.current().change(**form.cleaned_data)
    desk.change(**helpdesk.cleaned_data)
    response = htmx.redirect(request, "company")
    return htmx.toast(request, response, _("The company is saved."), tone="ok")
