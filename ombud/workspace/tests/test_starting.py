"""What an empty desk gets, and what a desk in use does not."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from ombud.tickets.models import Ticket
from ombud.users.models import Role, Team, User
from ombud.workflows.models import Workflow


def test_an_empty_desk_gets_what_it_needs(db: None) -> None:
    out = StringIO()
    for command in ("seed", "load_starters"):
        call_command(command, stdout=out)
    assert Workflow.objects.get().slug == "support"
    assert Team.objects.get().slug == "support"
    assert Role.objects.count() == 3
    assert not Ticket.objects.exists()


def test_the_demo_stays_out_of_a_desk_in_use(agnes: User) -> None:
    with pytest.raises(CommandError):
        call_command("load_demo", verbosity=0)
    assert not Ticket.objects.exists()
