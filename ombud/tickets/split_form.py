"""Which messages become a ticket of their own, and which ticket."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from ombud.tickets.models import Entry, EntryKind, Ticket
from ombud.users.models import Team, User
from ombud.users.permissions import Permission
from ombud.workflows.landing import openable_by
from ombud.workflows.models import Workflow

# The newest; what is older than those is hardly another matter.
MOST = 100
SHORT = 120


class SplitForm(forms.Form):
    """What leaves, whether it leaves, and what the new ticket is."""

    entries = forms.TypedMultipleChoiceField(
        label=_("Which messages?"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose a message or a note to split off.")},
    )
    way = forms.ChoiceField(
        label=_("And here?"),
        choices=[("move", _("They leave this ticket")), ("copy", _("They stay too"))],
        initial="move",
        widget=forms.RadioSelect,
    )
    subject = forms.CharField(label=_("Subject of the new ticket"), max_length=1000)
    team = forms.ModelChoiceField(
        Team.objects.none(), label=_("Team"), empty_label=None
    )
    type = forms.ChoiceField(label=_("Type"))

    def __init__(
        self, *args: Any, ticket: Ticket, by: User, chosen: str = "", **options: Any
    ) -> None:
        """With what stands on the ticket; `chosen`: the message one came from."""
        super().__init__(*args, **options)
        self.said = _said(ticket)
        self.types = openable_by(by)
        choices: Any = self.fields
        choices["entries"].choices = [(one.pk, one.pk) for one in self.said]
        choices["entries"].initial = [int(chosen)] if chosen.isdecimal() else []
        choices["subject"].initial = ticket.subject
        teams = Team.objects.all()
        if not by.may(Permission.SEE_ALL_TICKETS):
            teams = teams.filter(pk__in=by.team_ids)
        choices["team"].queryset = teams
        choices["team"].initial = ticket.team_id
        choices["type"].choices = [(one.slug, one.label) for one in self.types]
        choices["type"].initial = ticket.workflow.slug

    @property
    def lines(self) -> Iterator[dict[str, Any]]:
        """Each message as the form offers it, the newest first."""
        ticked = {str(pk) for pk in self["entries"].value() or ()}
        for entry in self.said:
            at = timezone.localtime(entry.at)
            yield {
                "pk": entry.pk,
                "who": entry.author_name,
                "when": date_format(at, "SHORT_DATETIME_FORMAT"),
                "words": entry.preview[:SHORT],
                "is_note": entry.kind == EntryKind.NOTE,
                "is_ticked": str(entry.pk) in ticked,
            }

    @property
    def workflow(self) -> Workflow:
        """The type behind the word."""
        slug = self.cleaned_data["type"]
        return next(one for one in self.types if one.slug == slug)

    @property
    def wish(self) -> dict[str, Any]:
        """As the verb takes it."""
        data = self.cleaned_data
        return {
            "entries": data["entries"],
            "move": data["way"] == "move",
            "subject": data["subject"],
            "team": data["team"],
            "workflow": self.workflow,
        }


def _said(ticket: Ticket) -> list[Entry]:
    said = Entry.objects.filter(ticket=ticket, undone_at=None)
    said = said.exclude(kind=EntryKind.EVENT).defer("html", "quoted_html")
    return list(said.order_by("-at", "-pk")[:MOST])
