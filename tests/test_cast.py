"""The tests' own ground: the cast, and the fence around the network."""

import socket

import pytest

from ombud.customers.models import Contact
from ombud.testing.network import NetworkBlocked
from ombud.users.models import User
from ombud.users.permissions import Permission


def test_olaf_shares_no_team_with_agnes(agnes: User, bela: User, olaf: User) -> None:
    assert agnes.team_ids == bela.team_ids
    assert not set(agnes.team_ids) & set(olaf.team_ids)


def test_ines_may_do_everything(ines: User) -> None:
    assert all(ines.may(permission) for permission in Permission)


def test_carla_is_found_by_her_address(carla: Contact) -> None:
    assert Contact.objects.with_address("Carla@Example.com") == carla


def test_the_world_is_out_of_reach() -> None:
    with pytest.raises(NetworkBlocked):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
    with pytest.raises(NetworkBlocked):
        socket.getaddrinfo("example.com", 80)
