"""The second step of signing in."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from django.test import Client

from ombud.testing.cast import PASSWORD
from ombud.users.models import User


@pytest.fixture
def secret(agnes: User) -> str:
    """Agnes has an authenticator app."""
    secret = auth.generate_totp_secret()
    auth.TOTP.activate(agnes, secret)
    return secret


def _code(secret: str) -> str:
    counter = next(iter(auth.yield_hotp_counters_from_time()))
    return auth.format_hotp_value(auth.hotp_value(secret, counter))


def _first_step(agnes: User) -> Client:
    client = Client()
    data = {"login": agnes.email, "password": PASSWORD}
    assert client.post("/accounts/login/", data).url == "/accounts/2fa/authenticate/"
    return client


def test_the_password_alone_does_not_suffice(agnes: User, secret: str) -> None:
    assert _first_step(agnes).get("/profile/").status_code == 302


def test_the_code_opens_the_door(agnes: User, secret: str) -> None:
    client = _first_step(agnes)
    client.post("/accounts/2fa/authenticate/", {"code": _code(secret)})
    assert client.get("/profile/").status_code == 200


def test_a_wrong_code_does_not(agnes: User, secret: str) -> None:
    client = _first_step(agnes)
    html = client.post("/accounts/2fa/authenticate/", {"code": "000000"}).content
    assert b'role="alert"' in html
    assert client.get("/profile/").status_code == 302


def test_setting_up_asks_for_the_password_first(agnes: User) -> None:
    client = Client()
    client.post("/accounts/login/", {"login": agnes.email, "password": PASSWORD})
    assert "/accounts/reauthenticate/" in client.get("/accounts/2fa/totp/activate/").url
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = client.get("/accounts/2fa/totp/activate/").content.decode()
    secret = re.search(r'value="([A-Z2-7]{16,})"', page)[1]
    client.post("/accounts/2fa/totp/activate/", {"code": _code(secret)})
    assert Authenticator.objects.filter(user=agnes, type="totp").exists()


def test_a_passkey_is_offered(db: None) -> None:
    assert 'id="passkey_login"' in Client().get("/accounts/login/").content.decode()
