"""Who owns a new ticket: the customer's agent, the mailbox's, the general helpdesk's.

Each step is kept on the ticket with its outcome, as keys and names; owner_words.py has
the sentences.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from ombud.tickets.models.concerns.assignable import may_own
from ombud.users.models import Helpdesk, Team, User
from ombud.users.presence import Crew
from ombud.workflows.models.right import know_rights, matrix

if TYPE_CHECKING:
    from ombud.customers.models import Contact, Organisation
    from ombud.workflows.models import Category, Workflow

# Outcomes of a step.
OWNER, WAITS, LATER = "owner", "waits", "later"
SKIPPED, NOBODY = "skipped", "nobody"
Row = dict[str, Any]


class Door(Protocol):
    """What a matter comes in by: a channel, or a form of an app above."""

    @property
    def name(self) -> str:
        """As colleagues call it."""

    @property
    def responsible_id(self) -> int | None:
        """Who looks after it."""


@dataclass(frozen=True, slots=True)
class Found:
    """The owner, the team, and how they were found."""

    owner: User | None
    team: Team
    chain: list[Row]
    absence_id: int | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One place to look: for what, and who is responsible there."""

    key: str
    of: str = ""
    user_id: int | None = None
    # Where the responsible person may own it, though not in the ticket's own team.
    fallback: Team | None = None


def chosen(owner: User, team: Team) -> Found:
    """A person has said whose it is: nothing else is asked."""
    row = {"step": "hand", "of": "", "name": owner.name, "outcome": OWNER}
    return Found(owner, team, [row])


def find_owner(
    team: Team,
    workflow: "Workflow",
    *,
    contact: "Contact | None" = None,
    organisation: "Organisation | None" = None,
    channel: Door | None = None,
    category: "Category | None" = None,
) -> Found:
    """Step by step, until somebody may own it; one query, none where nobody is set."""
    helpdesk = Helpdesk.current()
    company = contact.organisation if contact else organisation
    steps = [*_of_customer(contact, company, channel)]
    heir = category.heir if category else None
    last = [] if heir and heir.team_id == team.pk else [_general(helpdesk)]
    # Whoever comes later is only named now.
    crew = _crew(_ids([*steps, *(last if helpdesk.takes_at_once else [])]))
    rows: list[Row] = []
    for step in steps:
        found = _try(step, crew, team, workflow, rows)
        if found:
            return found
    if heir:
        rows.append(_of_category(heir, team))
    for step in last:
        if step.user_id and not helpdesk.takes_at_once:
            rows.append(_later(step, helpdesk))
        elif found := _try(step, crew, team, workflow, rows):
            return found
    return Found(None, team, rows)


def _of_customer(
    contact: "Contact | None",
    company: "Organisation | None",
    channel: Door | None,
) -> Iterator[Step]:
    if contact:
        yield Step("contact", contact.name, contact.responsible_id)
    if company:
        yield Step("organisation", company.name, company.responsible_id)
    if channel:
        yield Step("channel", channel.name, channel.responsible_id)


def _general(helpdesk: Helpdesk) -> Step:
    return Step("general", "", helpdesk.owner_id, helpdesk.team)


def _ids(steps: list[Step]) -> set[int]:
    return {step.user_id for step in steps if step.user_id}


def _crew(ids: set[int]) -> Crew | None:
    """Those responsible, and who stands in for them, with what they may own."""
    if not ids:
        return None
    crew = Crew.of(ids)
    know_rights(crew.people.values(), matrix())
    return crew


def _try(
    step: Step, crew: Crew | None, team: Team, workflow: "Workflow", rows: list[Row]
) -> Found | None:
    """The owner by this step, if it has one who may; its row says why or why not."""
    row: Row = {"step": step.key, "of": step.of, "name": "", "outcome": NOBODY}
    rows.append(row)
    person = crew.people.get(step.user_id or 0) if crew else None
    if crew is None or person is None:
        return None
    row |= {"name": person.name, "outcome": SKIPPED}
    if not person.is_active:
        row["why"] = "inactive"
        return None
    owner, away = crew.stand_in_for(person.pk), crew.absence_of(person)
    if away:
        row |= {"why": "absent", "until": away.until.isoformat()}
    if owner is None:
        return None
    row |= {"stand_in": owner.name} if away else {}
    place = _place(owner, [team, step.fallback], workflow)
    if place is None:
        row |= {"why": "not_in_team", "team": team.name}
        return None
    row |= {"outcome": OWNER, **({"team": place.name} if place != team else {})}
    return Found(owner, place, rows, away.absence_id if away else None)


def _place(owner: User, teams: list[Team | None], workflow: "Workflow") -> Team | None:
    """The first of these teams whose tickets they may own."""
    return next((one for one in teams if one and may_own(owner, one, workflow)), None)


def _of_category(heir: "Category", team: Team) -> Row:
    """The category's team takes it: nobody in particular."""
    row: Row = {"step": "category", "of": heir.name, "name": "", "outcome": NOBODY}
    if heir.team_id and heir.team:
        waits = heir.team_id == team.pk
        row |= {"name": heir.team.name, "outcome": WAITS if waits else SKIPPED}
        row |= {} if waits else {"why": "other_team", "team": team.name}
    return row


def _later(step: Step, helpdesk: Helpdesk) -> Row:
    """The general helpdesk leaves time for the team."""
    return {
        "step": step.key,
        "of": "",
        "name": helpdesk.owner.name if helpdesk.owner else "",
        "outcome": LATER if helpdesk.ownerless_hours else SKIPPED,
        "why": "later" if helpdesk.ownerless_hours else "not_at_once",
        "hours": helpdesk.ownerless_hours,
    }
