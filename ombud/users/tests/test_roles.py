"""Roles."""

from collections.abc import Callable

from django.test import Client

from ombud.users.models import Role, User
from ombud.users.permissions import Permission

LIST = "/settings/roles/"


def test_a_role_is_made(ines_client: Client) -> None:
    wish = {"name": "Reader", "permissions": [Permission.SEE_ALL_TICKETS]}
    ines_client.post(f"{LIST}new/", wish)
    assert Role.objects.get(slug="reader").permissions == ["see_all_tickets"]


def test_a_change_holds_at_the_next_click(
    ines_client: Client,
    olaf: User,
    agent_role: Role,
    client_of: Callable[[User], Client],
) -> None:
    wish = {"name": "Agent", "permissions": [Permission.MANAGE_PEOPLE]}
    ines_client.post(f"{LIST}{agent_role.slug}/", wish)
    assert client_of(olaf).get("/settings/people/").status_code == 200


def test_somebody_must_be_left_who_manages_people(
    ines_client: Client, owner_role: Role
) -> None:
    wish = {"name": "Owner", "permissions": [Permission.MANAGE_SETTINGS]}
    response = ines_client.post(f"{LIST}{owner_role.slug}/", wish)
    assert response.status_code == 422
    assert "Nobody else manages people." in response.content.decode()


def test_an_unknown_permission_is_refused(ines_client: Client) -> None:
    response = ines_client.post(f"{LIST}new/", {"name": "X", "permissions": ["fly"]})
    assert response.status_code == 422


def test_a_permission_of_a_later_version_does_no_harm(ines_client: Client) -> None:
    Role.objects.create(name="Old", slug="old", permissions=["gone", "see_intake"])
    assert ines_client.get(LIST).status_code == 200
