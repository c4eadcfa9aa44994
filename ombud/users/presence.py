"""Some people and whoever stands in for them, as of one moment; in one query."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self

from django.utils import timezone

from ombud.users.models import User
from ombud.users.models.absence import DAY

# As Absence.objects.around().
AROUND = "first_day <= %(to)s AND last_day >= %(from)s"
# As User.objects.agents().
AGENTS = """
WHERE is_active AND id IN (SELECT user_id FROM users_user_roles) ORDER BY name
"""
THESE = """
WHERE id = ANY(%(ids)s) OR id IN (SELECT substitute_id FROM users_absence WHERE
"""
THESE += f"{AROUND})"
ALONG = """array(
    SELECT jsonb_build_object('id', id, 'first', first_day, 'last', last_day,
                              'substitute', substitute_id, 'note', note)
    FROM users_absence WHERE user_id = users_user.id AND
"""
ALONG += f"{AROUND})"


@dataclass(frozen=True, slots=True)
class Away:
    """Until when somebody is absent, and who is to stand in."""

    absence_id: int
    until: date
    substitute_id: int | None
    note: str = ""


class Crew:
    """People by their ids, with their absences, rights and teams known."""

    def __init__(self, people: Iterable[User], moment: datetime) -> None:
        self.people = {user.pk: user for user in people}
        self._moment = moment

    @classmethod
    def of(cls, ids: Iterable[int], moment: datetime | None = None) -> Self:
        """These, and all who stand in for anybody just then."""
        at = moment or timezone.now()
        return cls(_known(THESE, at, ids), at)

    @classmethod
    def of_agents(cls, moment: datetime | None = None) -> Self:
        """All agents."""
        at = moment or timezone.now()
        return cls(_known(AGENTS, at), at)

    def absence_of(self, user: User) -> Away | None:
        """Why the user is not here, by their own calendar."""
        day = user.day_at(self._moment)
        for row in getattr(user, "absence_rows", ()):
            first, last = (date.fromisoformat(row[key]) for key in ("first", "last"))
            if first <= day <= last:
                return Away(row["id"], last, row["substitute"], row["note"])
        return None

    def stand_in_for(self, user_id: int | None) -> User | None:
        """They themselves, else who stands in, and so on; None when nobody is here."""
        seen: set[int] = set()
        while user_id is not None and user_id not in seen:
            seen.add(user_id)
            user = self.people.get(user_id)
            if user is None or not user.is_active:
                return None
            away = self.absence_of(user)
            if away is None:
                return user
            user_id = away.substitute_id
        return None


def stand_in_for(user: User, at: datetime | None = None) -> User | None:
    """They themselves where they are here, else who stands in; None when nobody."""
    return Crew.of([user.pk], at).stand_in_for(user.pk)


def _known(rest: str, at: datetime, ids: Iterable[int] = ()) -> list[User]:
    """With absences, rights and teams, so that none of them is looked up later.

    By a prepared statement: every new ticket asks.
    """
    values = {"ids": [*ids], "from": at.date() - DAY, "to": at.date() + DAY}
    found: list[Any] = User.objects.with_belongings(rest, values, absence_rows=ALONG)
    for user in found:
        user.absence_rows = [json.loads(row) for row in user.absence_rows]
    return found
