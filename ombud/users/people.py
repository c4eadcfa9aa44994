"""Whom forms offer."""

from django.db.models import Q, QuerySet

from ombud.users.models import User
from ombud.users.permissions import Permission


def workers() -> QuerySet[User]:
    """Active agents whose role lets them work on tickets."""
    may_work = Q(roles__permissions__contains=[Permission.WORK_TICKETS])
    return User.objects.filter(may_work, is_active=True).distinct()


def agents_or(chosen: int | None) -> QuerySet[User]:
    """Those, and whoever has been chosen before, though they have left since."""
    may_work = Q(roles__permissions__contains=[Permission.WORK_TICKETS], is_active=True)
    return User.objects.filter(may_work | Q(pk=chosen)).distinct()
