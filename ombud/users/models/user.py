"""Agents."""

from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import ZoneInfo

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ombud.core.actor import ActorKind
from ombud.core.models import Installation
from ombud.core.statements import Values, several
from ombud.core.zones import zone_named
from ombud.users.models.absence import Absence
from ombud.users.models.role import Role
from ombud.users.permissions import Permission

if TYPE_CHECKING:
    from django.db.models import QuerySet

HUES = 12
# What belongs to a user, which nearly every request asks for: along with the row.
BELONGINGS = {
    "role_rows": "array(SELECT role_id FROM users_user_roles"
    " WHERE user_id = users_user.id)",
    "right_rows": "array(SELECT DISTINCT unnest(permissions) FROM users_role"
    " JOIN users_user_roles mine ON mine.role_id = users_role.id"
    " WHERE mine.user_id = users_user.id)",
    "team_rows": "array(SELECT team_id FROM users_team_members"
    " WHERE user_id = users_user.id)",
}

# What floors above read along with each user: {attribute: SQL}.
_along: dict[str, str] = {}


def read_along(name: str, sql: str) -> None:
    """It comes with every user who has belongings; called by an app's ready()."""
    _along[name] = sql


class Belongings(NamedTuple):
    """What belongs to a user."""

    role_ids: tuple[int, ...]
    permissions: frozenset[str]
    team_ids: tuple[int, ...]


class Theme(models.TextChoices):
    """Light, dark, or what the computer says."""

    AUTO = "auto", _("As the computer")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


class Availability(models.TextChoices):
    """Whether an agent takes new work now."""

    ON = "on", _("Available")
    AWAY = "away", _("Away")
    BUSY = "busy", _("On the phone")
    OFF = "off", _("Off duty")


class UserManager(BaseUserManager["User"]):
    """Making users by their e-mail address."""

    def create_user(
        self, email: str, password: str | None = None, **fields: Any
    ) -> "User":
        """A user with that address; without a password nobody can sign in as them."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def with_belongings(self, rest: str, values: Values, **more: str) -> "list[User]":
        """Whom the `rest` of the statement finds, with all that belongs to them."""
        along = BELONGINGS | _along | more
        found = several(self.model, rest, values, **along)
        for user in found:
            rows = vars(user)
            user.belongings = Belongings(
                tuple(rows["role_rows"]),
                frozenset(rows["right_rows"]),
                tuple(rows["team_rows"]),
            )
        return found

    def agents(self) -> "models.QuerySet[User]":
        """Active users with at least one role."""
        return self.filter(is_active=True, roles__isnull=False).distinct()

    def present(self, at: datetime | None = None) -> "QuerySet[User]":
        """Active users who are not absent at that moment."""
        away = [absence.user_id for absence in Absence.objects.running(at)]
        return self.filter(is_active=True).exclude(pk__in=away)


class User(AbstractBaseUser):
    """An agent, once they have a role."""

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    is_active = models.BooleanField(_("may sign in"), default=True)
    roles = models.ManyToManyField(
        Role, related_name="users", blank=True, verbose_name=_("roles")
    )
    language = models.CharField(_("language"), max_length=10, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True)
    theme = models.CharField(
        _("theme"), max_length=8, choices=Theme.choices, default=Theme.AUTO
    )
    availability = models.CharField(
        max_length=8, choices=Availability.choices, default=Availability.ON
    )
    single_keys = models.BooleanField(_("single-key shortcuts"), default=True)
    signature = models.TextField(_("signature"), blank=True)
    date_joined = models.DateTimeField(default=timezone.now)

    objects = UserManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def actor_kind(self) -> ActorKind:
        """An agent."""
        return ActorKind.AGENT

    @property
    def actor_name(self) -> str:
        """The name on the timeline."""
        return self.name

    @property
    def hue(self) -> int:
        """The colour of the avatar, 1 to 12, the same for ever."""
        return (self.pk or 0) % HUES + 1

    @property
    def initials(self) -> str:
        """Two letters for the avatar."""
        words = self.name.split()
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()

    @cached_property
    def belongings(self) -> "Belongings":
        """Roles and teams; who signed in has been read with them."""
        found = User.objects.with_belongings("WHERE id = %s", [self.pk])
        return found[0].belongings if found else Belongings((), frozenset(), ())

    @property
    def permissions(self) -> frozenset[str]:
        """All that this user's roles allow."""
        return self.belongings.permissions

    @property
    def role_ids(self) -> tuple[int, ...]:
        """The roles this user has."""
        return self.belongings.role_ids

    @property
    def team_ids(self) -> tuple[int, ...]:
        """The teams this user works in."""
        return self.belongings.team_ids

    def may(self, permission: Permission) -> bool:
        """Whether a role allows it."""
        return permission in self.permissions

    @property
    def zone(self) -> ZoneInfo:
        """Of the profile, else of the company."""
        return zone_named(self.time_zone or Installation.current().time_zone)

    def day_at(self, moment: datetime | None = None) -> date:
        """The date that moment has on this user's calendar; else today's."""
        return timezone.localdate(moment or timezone.now(), self.zone)

    def absence_at(self, day: date | None = None) -> Absence | None:
        """The absence that covers that day, or today."""
        found = Absence.objects.overlapping(self, *[day or self.day_at()] * 2)
        return found.select_related("substitute").first()

    @property
    def is_on_duty(self) -> bool:
        """Available, and not absent: whether a shift's next ticket is theirs."""
        return self.availability == Availability.ON and self.absence_at() is None

    @property
    def is_agent(self) -> bool:
        """Whether any role allows anything."""
        return bool(self.permissions)
