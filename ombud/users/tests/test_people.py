"""Agents, as those who manage people see them."""

import pytest
from django.core import mail
from django.test import Client

from ombud.users.models import Role, Team, User

LIST = "/settings/people/"


def _wish(role: Role, **changes: object) -> dict[str, object]:
    wish = {
        "name": "Nina Novak",
        "email": "Nina@Ombud.example",
        "roles": [role.pk],
        "is_active": "on",
    }
    return wish | changes


def test_ines_sees_everybody(ines_client: Client, agnes: User, olaf: User) -> None:
    html = ines_client.get(LIST).content.decode()
    assert "Agnes Adler" in html
    assert "Olaf Olsen" in html


def test_the_list_costs_the_same_for_many(
    ines_client: Client, agent_role: Role, django_assert_max_num_queries: object
) -> None:
    for number in range(20):
        user = User.objects.create_user(f"{number}@ombud.example", name=f"N {number}")
        user.roles.add(agent_role)
    with django_assert_max_num_queries(12):
        ines_client.get(LIST)


def test_a_new_agent_is_invited(
    ines_client: Client, agent_role: Role, support: Team
) -> None:
    ines_client.post(f"{LIST}new/", _wish(agent_role, teams=[support.pk]))
    nina = User.objects.get(email="nina@ombud.example")
    assert nina.is_agent
    assert list(nina.teams.all()) == [support]
    assert not nina.has_usable_password()
    assert mail.outbox[0].to == ["nina@ombud.example"]
    assert "/accounts/password/reset/key/" in mail.outbox[0].body


def test_an_address_is_given_once(
    ines_client: Client, agent_role: Role, agnes: User
) -> None:
    response = ines_client.post(
        f"{LIST}new/", _wish(agent_role, email=agnes.email.upper())
    )
    assert response.status_code == 422
    assert "already here" in response.content.decode()


def test_ines_closes_an_account(
    ines_client: Client, agnes: User, agent_role: Role
) -> None:
    wish = _wish(agent_role, name=agnes.name, email=agnes.email, is_active="")
    ines_client.post(f"{LIST}{agnes.pk}/", wish)
    agnes.refresh_from_db()
    assert not agnes.is_active


@pytest.mark.parametrize("change", [{"is_active": ""}, {"roles": []}])
def test_ines_does_not_lock_herself_out(
    ines: User, ines_client: Client, owner_role: Role, change: dict[str, object]
) -> None:
    wish = _wish(owner_role, name=ines.name, email=ines.email) | change
    response = ines_client.post(f"{LIST}{ines.pk}/", wish)
    assert response.status_code == 422
    assert "lock yourself out" in response.content.decode()
    ines.refresh_from_db()
    assert ines.is_active


def test_an_invitation_is_sent_again(ines_client: Client, agnes: User) -> None:
    ines_client.post(f"{LIST}{agnes.pk}/invitations/")
    assert mail.outbox[0].to == [agnes.email]


@pytest.mark.parametrize(
    "address",
    [
        LIST,
        f"{LIST}new/",
        "/settings/teams/",
        "/settings/teams/new/",
        "/settings/roles/",
        "/settings/roles/new/",
        "/settings/company/",
    ],
)
def test_olaf_and_zoe_manage_nothing(
    olaf_client: Client, outsider_client: Client, address: str
) -> None:
    refused = olaf_client.get(address)
    assert refused.status_code == 403
    assert "Your role does not include" in refused.content.decode()
    assert outsider_client.get(address).status_code == 302


def test_olaf_changes_nobody(olaf_client: Client, agnes: User) -> None:
    response = olaf_client.post(f"{LIST}{agnes.pk}/", {"name": "Pwned"})
    assert response.status_code == 403
    agnes.refresh_from_db()
    assert agnes.name == "Agnes Adler"


def test_the_navigation_shows_olaf_only_his_own(olaf_client: Client) -> None:
    html = olaf_client.get("/settings/").content.decode()
    assert "/profile/tokens/" in html
    assert LIST not in html
