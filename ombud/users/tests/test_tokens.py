"""Tokens for other programs."""

import re

from django.test import Client

from ombud.users.models import Token, User

PAGE = "/profile/tokens/"


def test_a_new_token_is_shown_once(agnes: User, agnes_client: Client) -> None:
    response = agnes_client.post(PAGE, {"name": "shop"})
    plain = re.search(r'value="(omb_[^"]+)"', response.content.decode())[1]
    assert Token.objects.find(plain).user == agnes
    assert response.headers["Cache-Control"] == "no-store"
    assert plain not in agnes_client.get(PAGE).content.decode()


def test_a_token_says_what_it_is_for(agnes_client: Client) -> None:
    assert agnes_client.post(PAGE, {"name": ""}).status_code == 422
    assert not Token.objects.exists()


def test_a_revoked_token_is_worthless(agnes: User, agnes_client: Client) -> None:
    plain = Token.objects.issue(agnes, "shop")
    agnes_client.post(f"{PAGE}{Token.objects.get().pk}/revocations/")
    assert Token.objects.find(plain) is None


def test_olaf_cannot_revoke_agnes_token(agnes: User, olaf_client: Client) -> None:
    Token.objects.issue(agnes, "shop")
    address = f"{PAGE}{Token.objects.get().pk}/revocations/"
    assert olaf_client.post(address).status_code == 404
    assert Token.objects.exists()


def test_olaf_does_not_see_agnes_token(agnes: User, olaf_client: Client) -> None:
    Token.objects.issue(agnes, "agnes-shop")
    assert "agnes-shop" not in olaf_client.get(PAGE).content.decode()


def test_zoe_makes_no_token(outsider_client: Client) -> None:
    assert outsider_client.post(PAGE, {"name": "x"}).status_code == 302
    assert not Token.objects.exists()


def test_a_token_of_a_closed_account_is_worthless(agnes: User) -> None:
    plain = Token.objects.issue(agnes)
    User.objects.filter(pk=agnes.pk).update(is_active=False)
    assert Token.objects.find(plain) is None
