"""Ways to tell people at once."""

from collections.abc import Callable

import pytest

from ombud.notifications.hearing import hear
from ombud.notifications.models import Notification
from ombud.users.models import User

Rung = Callable[[User], list[str]]


@pytest.fixture
def rung(db: None) -> Rung:
    """Tells of all that was done; gives why that user hears, oldest first."""

    def told(user: User) -> list[str]:
        hear()
        rows = Notification.objects.filter(user=user).order_by("pk")
        return [row.reason for row in rows]

    return told
