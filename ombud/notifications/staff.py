"""All agents, what they belong to and want to hear of: read once for many entries."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from ombud.notifications.models import Event, Preferences, Reason, Wish
from ombud.notifications.stand_ins import stand_ins
from ombud.tickets.models import Ticket
from ombud.users.models import Team, User
from ombud.workflows.models.right import know_rights, matrix


class Staff:
    """Everybody who may be told; a few queries, however many they are."""

    @cached_property
    def people(self) -> dict[int, User]:
        """Active agents by their keys, each with belongings and rights."""
        people = User.objects.with_belongings("WHERE is_active ORDER BY name", [])
        know_rights(people, matrix.afresh())
        return {user.pk: user for user in people}

    @cached_property
    def by_email(self) -> dict[str, User]:
        """The same by their addresses."""
        return {user.email.lower(): user for user in self.people.values()}

    @cached_property
    def teams_of(self) -> dict[int, list[int]]:
        """The teams of each user."""
        return {pk: list(user.team_ids) for pk, user in self.people.items()}

    @cached_property
    def members(self) -> dict[int, list[int]]:
        """The users of each team."""
        return _grouped(
            (team, user) for user, teams in self.teams_of.items() for team in teams
        )

    def team_named(self, slug: str) -> list[int]:
        """Who works in the team of that slug."""
        return self.members.get(self._teams.get(slug, 0), [])

    @cached_property
    def _teams(self) -> dict[str, int]:
        return dict(Team.objects.values_list("slug", "pk"))

    @cached_property
    def stand_ins(self) -> dict[int, int]:
        """Who stands in for whom."""
        return stand_ins()

    @cached_property
    def _preferences(self) -> dict[int, Preferences]:
        return Preferences.objects.in_bulk()

    def may_see(self, pk: int, ticket: Ticket) -> bool:
        """Whether that user may see that ticket now."""
        user = self.people.get(pk)
        return bool(user and not ticket.is_deleted and ticket.may_act(user))

    def wish(self, pk: int, reason: Reason) -> Wish:
        """By which ways that user hears for that reason."""
        return self._preferences_of(pk).wish_for(reason)

    def waits_for_new(self, team: int) -> list[int]:
        """Who of the team wants to hear of each new ticket."""
        chosen = {
            pk
            for pk, preferences in self._preferences.items()
            if not preferences.wish(Event.TEAM).is_deaf
        }
        return (
            [pk for pk in self.members.get(team, []) if pk in chosen] if chosen else []
        )

    def _preferences_of(self, pk: int) -> Preferences:
        return self._preferences.get(pk) or Preferences(user_id=pk)


def _grouped(pairs: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return dict(found)
