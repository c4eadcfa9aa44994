"""Who would hear of what was tried on a draft, and in which words."""

from collections.abc import Sequence

from ombud.notifications.hearing import Telling
from ombud.notifications.models import Mail, Reason
from ombud.workflows.rehearsing import Letter


def tell(entries: Sequence[int]) -> list[Letter]:
    """To agents; what goes outside is queued, in a transaction that never commits."""
    telling = Telling(entries)
    return [
        Letter(
            to=telling.staff.people[one.user_id].name,
            subject=one.subject,
            text=one.text or str(Reason(one.reason).label),
            is_mail=one.mail != Mail.NEVER,
        )
        for one in telling.gathered()
    ]
