"""Who writes templates."""

import pytest

from ombud.users.models import User
from ombud.users.permissions import Permission


@pytest.fixture
def writer_client(agnes, client_of):
    """Agnes, whose role lets her write templates, but not see every team's tickets."""
    role = agnes.roles.get()
    role.permissions = [*role.permissions, Permission.WRITE_TEMPLATES]
    role.save(update_fields=["permissions"])
    return client_of(User.objects.get(pk=agnes.pk))
