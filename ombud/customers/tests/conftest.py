"""Agnes keeps the directory; olaf does not even see it."""

import pytest

from ombud.testing.cast import keeps_customers
from ombud.users.models import User


@pytest.fixture
def agnes(agnes: User) -> User:
    """Also sees and changes customers."""
    return keeps_customers(agnes)
