"""Who may see a state, perform an action, own a ticket."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from ombud.core.remembered import remembered
from ombud.users.models import Role, Team, User
from ombud.workflows.models.action import Action
from ombud.workflows.models.state import State
from ombud.workflows.models.workflow import Workflow

if TYPE_CHECKING:
    from collections.abc import Iterable

Place = tuple[int, int | None, int | None]
Matrix = list[tuple[int | None, ...]]
# What differs whenever a row has come or gone; none is ever changed. It is read along
# with whoever signs in.
MARK = "rights_mark"
MARK_SQL = "(SELECT count(*) || '/' || coalesce(max(id), 0) FROM workflows_right)"


class Right(models.Model):
    """One cell of the matrix: this team or role may see, perform or own.

    A state alone: may see tickets in it. An action alone: may perform it; with a state:
    from that state. Neither: may own tickets of this workflow. Where a place has no row
    at all, everybody may who works on the ticket.
    """

    workflow = models.ForeignKey(Workflow, models.CASCADE, related_name="rights")
    state = models.ForeignKey(State, models.CASCADE, null=True, related_name="rights")
    action = models.ForeignKey(Action, models.CASCADE, null=True, related_name="rights")
    team = models.ForeignKey(Team, models.CASCADE, null=True, related_name="rights")
    role = models.ForeignKey(Role, models.CASCADE, null=True, related_name="rights")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(team__isnull=True) ^ Q(role__isnull=True),
                name="right_of_team_or_role",
            ),
            models.UniqueConstraint(
                fields=["workflow", "state", "action", "team", "role"],
                nulls_distinct=False,
                name="right_once",
            ),
        ]

    def __str__(self) -> str:
        return f"right {self.pk}"


@dataclass(frozen=True, slots=True)
class Rights:
    """The whole matrix, as it stands for one reader."""

    # Places that have rows, and those of them where one is the reader's.
    ruled: frozenset[Place]
    held: frozenset[Place]

    @classmethod
    def of(cls, user: User) -> Self:
        """Kept on the user, who lives as long as the request."""
        found: Self | None = vars(user).get("rights")
        if found is None:
            mark: str = getattr(user, MARK, "")
            found = cls.read(user, matrix(mark) if mark else matrix.afresh())
            vars(user)["rights"] = found
        return found

    @classmethod
    def read(cls, user: User, found: "Iterable[tuple[int | None, ...]]") -> Self:
        """For this user, from the rows of the matrix."""
        ruled: set[Place] = set()
        held: set[Place] = set()
        for workflow, state, action, team, role in found:
            place = (workflow or 0, state, action)
            ruled.add(place)
            if team in user.team_ids or role in user.role_ids:
                held.add(place)
        return cls(frozenset(ruled), frozenset(held))

    @property
    def hidden_states(self) -> list[int]:
        """Which states the reader sees nothing of, though they work in the team."""
        return sorted(_states(self.ruled) - _states(self.held))

    @property
    def granted_states(self) -> list[int]:
        """Which states the reader sees whoever's tickets they are."""
        return sorted(_states(self.held))

    def may_perform(
        self, workflow: int, action: int, state: int, *, inside: bool
    ) -> bool:
        """`inside`: works on the ticket anyhow; others need a row of their own."""
        for place in ((workflow, state, action), (workflow, None, action)):
            if place in self.ruled:
                return place in self.held
        return inside

    def may_own(self, workflow: int) -> bool:
        """Whether tickets of this workflow may be theirs."""
        place = (workflow, None, None)
        return place not in self.ruled or place in self.held


def know_rights(users: "Iterable[User]", found: "Matrix") -> None:
    """Of many at once, so that nobody looks the matrix up for each of them."""
    for user in users:
        vars(user)["rights"] = Rights.read(user, found)


@remembered
def matrix(_mark: str = "") -> Matrix:
    """The whole of it, a few hundred rows at most; kept half a minute.

    With the mark of an agent who has just been read: as it was at that moment.
    """
    columns = ("workflow_id", "state_id", "action_id", "team_id", "role_id")
    return list(Right.objects.values_list(*columns))


def _states(places: frozenset[Place]) -> set[int]:
    return {state for _, state, action in places if state and not action}


def owners_of(workflow: Workflow) -> Q:
    """Which users may own its tickets, as a condition on them; one query."""
    found = list(
        Right.objects.filter(workflow=workflow, state=None, action=None).values_list(
            "team_id", "role_id"
        )
    )
    if not found:
        return Q()
    return Q(teams__in=[team for team, _ in found if team]) | Q(
        roles__in=[role for _, role in found if role]
    )
