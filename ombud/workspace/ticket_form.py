"""A ticket by hand, as the page asks it: three fields suffice."""

from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import Case, Value, When
from django.utils.translation import gettext_lazy as _

from ombud.channels.models import Kind
from ombud.tickets.models import Priority
from ombud.tickets.models.concerns.assignable import may_own
from ombud.users.models import Team, User
from ombud.users.permissions import Permission
from ombud.workflows.models import Category
from ombud.workspace.opening_form import OpeningForm
from ombud.workspace.rows import ICONS

ORIGINS = (Kind.PHONE, Kind.COUNTER, Kind.MAIL, Kind.FIELD, Kind.SMS, Kind.FAX)


class TicketForm(OpeningForm):
    """Three fields suffice: who, subject, text."""

    origin = forms.ChoiceField(
        label=_("How did it reach you?"),
        choices=[(kind.value, kind.label) for kind in ORIGINS],
        initial=Kind.PHONE,
    )
    subject = forms.CharField(label=_("Subject"), max_length=1000)
    text = forms.CharField(
        label=_("What was said"), widget=forms.Textarea(attrs={"rows": 6})
    )
    priority = forms.ChoiceField(
        label=_("Priority"), choices=Priority.choices, initial=Priority.NORMAL
    )
    team = forms.ModelChoiceField(
        Team.objects.none(), label=_("Team"), empty_label=None
    )
    assignee = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Agent"),
        required=False,
        empty_label=_("Whoever is responsible"),
    )
    category = forms.ChoiceField(label=_("Category"), required=False)
    confirm = forms.BooleanField(label=_("Confirm to the customer"), required=False)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    lines = forms.MultipleChoiceField(label=_("Which of it?"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = self.fields
        choices["team"].queryset = teams_of(self.by)
        choices["team"].initial = choices["team"].queryset.first()
        choices["assignee"].queryset = User.objects.filter(
            is_active=True, roles__permissions__contains=[Permission.WORK_TICKETS]
        ).distinct()
        choices["assignee"].initial = self.by
        choices["category"].choices = [("", _("No category"))] + [
            (one.slug, one.path) for one in Category.objects.tree()
        ]
        choices["lines"].choices = self.about.lines

    @property
    def ticked(self) -> list[str]:
        """Which lines were ticked; at first the one that can only be meant."""
        said = self["lines"].value() if self.is_bound else self.initial.get("lines")
        if self.is_bound or said:
            return [said] if isinstance(said, str) else list(said or ())
        return super().ticked

    @property
    def origins(self) -> list[tuple[str, Any, str, bool]]:
        """Value, name, icon, and whether it is chosen."""
        now = self["origin"].value()
        return [(str(kind), kind.label, ICONS[kind], kind == now) for kind in ORIGINS]

    def clean_category(self) -> Category | None:
        """The row behind the word."""
        return Category.objects.with_slug(self.cleaned_data["category"])

    def clean(self) -> dict[str, Any]:
        """Somebody must have said it, and the agent must work in the team."""
        data = super().clean() or {}
        self._check_caller()
        if not self.types:
            self.add_error(None, _("There is no type of ticket that you may open."))
        team, agent = data.get("team"), data.get("assignee")
        if team and agent and not may_own(agent, team):
            words = _("%(agent)s does not work in the team %(team)s.")
            self.add_error("assignee", words % {"agent": agent.name, "team": team.name})
        if data.get("confirm") and not self.caller.email:
            words = _("There is no address to confirm to. Add one, or untick this.")
            self.add_error("confirm", words)
        return data

    def _check_caller(self) -> None:
        caller = self.caller
        if not (caller.name or caller.email or caller.phone):
            words = _("Nobody is named. Type a name, an address or a number.")
            self.add_error("who", words)


def teams_of(agent: User) -> Any:
    """Where the agent may open tickets: their own teams first, or all."""
    teams = Team.objects.all()
    if agent.may(Permission.SEE_ALL_TICKETS):
        return teams.order_by(_own_first(agent), "name")
    return teams.filter(pk__in=agent.team_ids)


def _own_first(agent: User) -> Case:
    return Case(When(pk__in=agent.team_ids, then=Value(0)), default=Value(1))
