"""create_owner and create_token."""

import io

import pytest
from django.core.management import CommandError, call_command

from ombud.testing.cast import PASSWORD
from ombud.users import starters
from ombud.users.models import Role, Team, Token, User
from ombud.users.permissions import Permission


def _create_owner(email: str = "owner@shop.example", password: str = PASSWORD) -> None:
    call_command(
        "create_owner", email=email, name="Ola", password=password, stdout=io.StringIO()
    )


def test_an_owner_may_do_everything(db: None) -> None:
    _create_owner()
    owner = User.objects.get()
    assert owner.permissions == frozenset(Permission.values)
    assert owner.check_password(PASSWORD)


def test_twice_makes_one_owner_with_the_new_password(db: None) -> None:
    _create_owner()
    _create_owner("OWNER@shop.example", "another long password")
    assert User.objects.get().check_password("another long password")


def test_a_locked_out_owner_is_let_in_again(db: None) -> None:
    _create_owner()
    User.objects.update(is_active=False)
    Role.objects.update(permissions=[])
    _create_owner()
    assert User.objects.get().is_agent
    assert User.objects.get().is_active


@pytest.mark.parametrize(
    ("email", "password"), [("no address", PASSWORD), ("a@b.example", "short")]
)
def test_a_poor_owner_is_refused(db: None, email: str, password: str) -> None:
    with pytest.raises(CommandError):
        _create_owner(email, password)
    assert not User.objects.exists()


def test_the_token_is_printed_alone(agnes: User) -> None:
    out = io.StringIO()
    call_command("create_token", user=agnes.email, stdout=out)
    assert Token.objects.find(out.getvalue().strip()).user == agnes


def test_nobody_gets_no_token(db: None, zoe: str) -> None:
    with pytest.raises(CommandError, match="Nobody with the address"):
        call_command("create_token", user=zoe)


def test_a_start_keeps_what_was_changed(db: None) -> None:
    starters.start()
    Role.objects.filter(slug="agent").update(permissions=[], name="Helper")
    Team.objects.update(name="Desk", slug="desk")
    starters.start()
    assert Role.objects.get(slug="agent").name == "Helper"
    assert [team.slug for team in Team.objects.all()] == ["desk"]
