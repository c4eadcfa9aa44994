"""The forms beside the graph: each reads a part of a plan and gives it back."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ombud.workflows.drafting import Row
from ombud.workflows.holders import holder_choices
from ombud.workflows.icon_field import IconField
from ombud.workflows.models import ActionKind, Assignment, StateKind
from ombud.workflows.plan import Plan

# 0 is the colour of the state's kind.
HUES = range(13)
EVERYBODY = _("Nobody ticked: everybody who works on the ticket.")


class PlanForm(forms.Form):
    """A form that shows one row of a plan."""

    def columns(self) -> Row:
        """What was filled in, as the plan has it."""
        return dict(self.cleaned_data)


def _ticks(label: Any, **options: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        **options,
    )


def _days(label: Any, least: int, hint: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=least,
        max_value=3650,
        help_text=hint,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


class WorkflowForm(PlanForm):
    """The workflow itself."""

    name = forms.CharField(label=_("Name"), max_length=80)
    icon = IconField()
    exclusive = forms.BooleanField(
        label=_("Only whose ticket it is acts on it"),
        required=False,
        help_text=_("Others can comment; who leads may give it to somebody else."),
    )
    reopen_days = _days(
        _("Days in which an answer reopens"),
        0,
        _("A later answer opens a new, linked ticket. Empty: always reopens."),
    )
    erase_days = _days(
        _("Days to keep after closing"),
        1,
        _("Then what the requester sent and who they are is erased. Empty: for ever."),
    )
    owners = _ticks(
        _("Who may own its tickets"), help_text=_("Nobody ticked: everybody.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owners"].choices = holder_choices()  # type: ignore[attr-defined]
        self.fields["icon"].offer_also(self.initial.get("icon", ""))  # type: ignore[attr-defined]


class StateForm(PlanForm):
    """A state."""

    name = forms.CharField(label=_("Name"), max_length=60)
    public_name = forms.CharField(
        label=_("Name for customers"),
        max_length=60,
        required=False,
        help_text=_("What they read on their page. Empty: the same name."),
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=StateKind.choices,
        help_text=_("What it means to lists, deadlines and reports."),
    )
    hue = forms.TypedChoiceField(
        label=_("Colour"),
        # 0 says nothing: the colour of its kind.
        coerce=lambda hue: int(hue) or None,
        required=False,
        empty_value=None,
        choices=[(hue, str(hue)) for hue in HUES],
        widget=forms.RadioSelect,
    )
    stays = forms.BooleanField(
        label=_("Stays when the customer writes"),
        required=False,
        help_text=_("It waits for something else than words, such as a parcel."),
    )
    seen_by = _ticks(_("Who sees its tickets"), help_text=EVERYBODY)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen_by"].choices = holder_choices()  # type: ignore[attr-defined]


def state_choices(plan: Plan) -> list[tuple[str, str]]:
    """The states of a plan, by key."""
    return [(state["slug"], _now(state["name"])) for state in plan["states"]]


class ActionForm(PlanForm):
    """What an action is: its button, where it is offered, where it leads."""

    name = forms.CharField(label=_("Button label"), max_length=60)
    kind = forms.ChoiceField(label=_("What it does"), choices=ActionKind.choices)
    origins = _ticks(_("Offered in"))
    to = forms.ChoiceField(label=_("Leads to"), required=False)
    hotkey = forms.RegexField(
        "^[a-z1-9]?$",
        label=_("Shortcut"),
        max_length=1,
        required=False,
        error_messages={"invalid": _("A key is one letter or a figure from 1 to 9.")},
        help_text=_("Empty: the next free figure."),
    )
    icon = IconField()

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        """`plan`: whose states there are."""
        super().__init__(*args, **kwargs)
        states = state_choices(plan)
        self.fields["origins"].choices = states  # type: ignore[attr-defined]
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            ("", _now("It stays where it is")),
            *states,
        ]
        self.fields["icon"].offer_also(self.initial.get("icon", ""))  # type: ignore[attr-defined]

    def columns(self) -> Row:
        """Under the names of the plan."""
        found = dict(self.cleaned_data)
        found["from"] = found.pop("origins")
        return found


class AssignForm(PlanForm):
    """Whose a ticket is after an action, and what the action sets by itself."""

    way = forms.ChoiceField(label=_("Afterwards it belongs to"))
    team = forms.ChoiceField(label=_("Team"), required=False)
    agent = forms.ChoiceField(label=_("Agent"), required=False)
    priority = forms.ChoiceField(label=_("Priority"), required=False)
    tags = forms.CharField(
        label=_("Tags to add"),
        max_length=400,
        required=False,
        help_text=_("With commas between them."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        from ombud.users.models import Team, User

        teams = [(team.slug, team.name) for team in Team.objects.all()]
        agents = [(one.email, one.name) for one in User.objects.agents()]
        self.fields["way"].choices = Assignment.choices  # type: ignore[attr-defined]
        self.fields["team"].choices = [  # type: ignore[attr-defined]
            ("", _now("The ticket's own team")),
            *teams,
        ]
        self.fields["agent"].choices = [("", "—"), *agents]  # type: ignore[attr-defined]
        self.fields["priority"].choices = [  # type: ignore[attr-defined]
            ("", _now("As it is")),
            *PRIORITIES,
        ]

    @staticmethod
    def initial_of(action: Row) -> Row:
        """How the form shows an action."""
        way, _colon, whose = action.get("assign", "").partition(":")
        sets = action.get("set", {})
        return {
            "way": way or Assignment.KEEP,
            "agent": whose if way == Assignment.AGENT else "",
            "team": whose if way != Assignment.AGENT else "",
            "priority": sets.get("priority", ""),
            "tags": ", ".join(sets.get("tags", [])),
        }

    def clean(self) -> dict[str, Any]:
        """A certain agent, or a team, has to be named."""
        data = super().clean() or {}
        way = data.get("way")
        if way in {Assignment.AGENT, Assignment.TEAM} and not data.get(way):
            self.add_error(way, _now("Say who gets it."))
        if way == Assignment.KEEP and (data.get("team") or data.get("agent")):
            self.add_error(
                "way",
                _now(
                    "“As it is” keeps team and agent. Choose here how somebody else"
                    " gets it, or leave both as they are."
                ),
            )
        return data

    @property
    def assign(self) -> str:
        """As the plan says it."""
        way = self.cleaned_data["way"]
        if way == Assignment.AGENT:
            return f"{way}:{self.cleaned_data['agent']}"
        team = self.cleaned_data["team"] if way in OF_TEAM else ""
        return f"{way}:{team}" if team else "" if way == Assignment.KEEP else way

    @property
    def sets(self) -> Row:
        """Priority and tags, as the plan says it."""
        tags = [tag.strip() for tag in self.cleaned_data["tags"].split(",")]
        found: Row = {"priority": self.cleaned_data["priority"]}
        found["tags"] = list(dict.fromkeys(tag[:60] for tag in tags if tag))
        return {name: value for name, value in found.items() if value}


OF_TEAM = {Assignment.TEAM, Assignment.ROUND_ROBIN, Assignment.LEAST_LOADED}
# Of tickets, which stand a floor above; the words are theirs.
PRIORITIES = [
    ("low", _("Low")),
    ("normal", _("Normal")),
    ("high", _("High")),
    ("urgent", _("Urgent")),
]


class RightsForm(PlanForm):
    """Who may perform an action, and who from a certain state."""

    allowed = _ticks(_("Who may perform it"), help_text=EVERYBODY)

    def __init__(self, *args: Any, plan: Plan, action: Row, **kwargs: Any) -> None:
        """One more field for each state that offers the action."""
        super().__init__(*args, **kwargs)
        choices = holder_choices()
        self.fields["allowed"].choices = choices  # type: ignore[attr-defined]
        offering = [
            (slug, name)
            for slug, name in state_choices(plan)
            if slug in action.get("from", [])
        ]
        self.states = {f"in {slug}": slug for slug, _name in offering}
        for slug, name in offering:
            field = _ticks(name)
            field.choices = choices
            self.fields[f"in {slug}"] = field

    @staticmethod
    def initial_of(action: Row) -> Row:
        """How the form shows an action."""
        inside = action.get("allowed_in", {})
        return {
            "allowed": action.get("allowed", []),
            **{f"in {slug}": holders for slug, holders in inside.items()},
        }

    @property
    def inside(self) -> list[tuple[forms.BoundField, int]]:
        """The field of each state, and how many are ticked in it."""
        fields = [self[name] for name in self.states]
        return [(field, len(field.value() or [])) for field in fields]

    def columns(self) -> Row:
        """As the plan says it."""
        found = {
            slug: self.cleaned_data[name]
            for name, slug in self.states.items()
            if self.cleaned_data[name]
        }
        return {"allowed": self.cleaned_data["allowed"], "allowed_in": found}
