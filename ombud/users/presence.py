"""Some people and whoever stands in for them, as of one moment; in one query."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Func, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject
from django.utils import timezone

from ombud.users.models import Absence, Role, Team, User


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
        standing_in = Absence.objects.around(at).values("substitute")
        found = User.objects.filter(Q(pk__in=set(ids)) | Q(pk__in=standing_in))
        return cls(_known(found, at), at)

    @classmethod
    def of_agents(cls, moment: datetime | None = None) -> Self:
        """All agents."""
        at = moment or timezone.now()
        return cls(_known(User.objects.agents(), at), at)

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


def _known(users: "QuerySet[User]", at: datetime) -> "list[User]":
    """With absences, rights and teams, so that none of them is looked up later."""
    rights = Role.objects.filter(users=OuterRef("pk")).order_by()
    teams = Team.objects.filter(members=OuterRef("pk")).order_by()
    found: Any = users.defer("password", "signature").annotate(
        absence_rows=ArraySubquery(_absences(at)),
        right_rows=ArraySubquery(
            rights.values(one=Func(F("permissions"), function="unnest"))
        ),
        role_rows=ArraySubquery(rights.values("pk")),
        team_rows=ArraySubquery(teams.values("pk")),
    )
    for user in found:
        user.know(
            role_ids=user.role_rows,
            permissions=user.right_rows,
            team_ids=user.team_rows,
        )
    return list(found)


def _absences(at: datetime) -> Any:
    absences = Absence.objects.filter(user=OuterRef("pk")).around(at).order_by()
    return absences.values(
        row=JSONObject(
            id="pk",
            first="first_day",
            last="last_day",
            substitute="substitute_id",
            note="note",
        )
    )
