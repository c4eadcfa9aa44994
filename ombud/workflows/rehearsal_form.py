"""As whom a draft is tried, and in which team its pretend ticket waits."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ombud.users.models import Role, Team, User
from ombud.users.permissions import Permission

GONE = {"invalid_choice": _("This one is not there any more. Choose another.")}


class CastForm(forms.Form):
    """A role stands for an agent who has just that role, and works in that team."""

    who = forms.ChoiceField(label=_("Who acts"), error_messages=GONE)
    team = forms.ChoiceField(label=_("The ticket waits in"), error_messages=GONE)
    customers = forms.ChoiceField(
        label=_("Customer’s agent"), required=False, error_messages=GONE
    )
    mailboxes = forms.ChoiceField(
        label=_("Mailbox’s agent"), required=False, error_messages=GONE
    )

    def __init__(self, data: Any = None, *, here: str) -> None:
        """`here`: where a choice is sent as soon as it is made."""
        agents = list(User.objects.agents().values_list("email", "name"))
        who, either = _people(agents), [("", _now("nobody")), *agents]
        teams = list(Team.objects.values_list("slug", "name"))
        first = {"who": who[0][1][0][0], "team": teams[0][0] if teams else ""}
        super().__init__(first if data is None else data)
        found = {"who": who, "team": teams, "customers": either, "mailboxes": either}
        for name, choices in found.items():
            asked: Any = self.fields[name]
            asked.choices = choices
            asked.widget.attrs |= {"hx-post": here, "hx-trigger": "change"}

    def wishes(self) -> dict[str, str]:
        """Who acts, where it waits, and who is responsible."""
        return dict(self.cleaned_data)


def _people(
    agents: list[tuple[str, str]],
) -> list[tuple[str, list[tuple[str, str]]]]:
    """Roles that work on tickets, then the agents themselves."""
    working = Role.objects.filter(permissions__contains=[Permission.WORK_TICKETS])
    roles = [(f"role:{one.slug}", one.name) for one in working]
    people = [(f"agent:{email}", name) for email, name in agents]
    groups = [(_now("Somebody of the role"), roles), (_now("Agents"), people)]
    return [(label, choices) for label, choices in groups if choices]
