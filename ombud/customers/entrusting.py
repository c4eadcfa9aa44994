"""Many customers get a responsible agent at once."""

from typing import Any

from django.db import transaction

from ombud.core.live import gathered_news
from ombud.users.models import User

MOST = 1000


@transaction.atomic
def entrust(customers: Any, agent: User | None, *, by: User) -> int:
    """Each by its own verb, with its own history; gives how many were changed."""
    with gathered_news():
        rows = customers.select_related("responsible").select_for_update(of=("self",))
        count = 0
        # Whom another system entrusts is entrusted there.
        for customer in rows.exclude(synced__has_key="responsible")[:MOST]:
            count += customer.responsible_id != (agent.pk if agent else None)
            customer.entrust(agent, by=by)
    return count
