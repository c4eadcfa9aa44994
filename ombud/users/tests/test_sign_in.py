"""Signing in and out."""

from django.core import mail
from django.test import Client

from ombud.testing.cast import PASSWORD
from ombud.users.models import User

LOGIN = "/accounts/login/"


def _sign_in(email: str, password: str = PASSWORD) -> Client:
    client = Client()
    client.post(LOGIN, {"login": email, "password": password, "remember": "on"})
    return client


def _is_in(client: Client) -> bool:
    return client.get("/profile/").status_code == 200


def test_agnes_signs_in(agnes: User) -> None:
    assert _is_in(_sign_in(agnes.email))


def test_capital_letters_in_the_address_do_not_matter(agnes: User) -> None:
    assert _is_in(_sign_in(agnes.email.upper()))


def test_a_wrong_password_says_little(agnes: User) -> None:
    data = {"login": agnes.email, "password": "wrong"}
    html = Client().post(LOGIN, data).content.decode()
    assert "E-mail or password do not match." in html
    assert 'role="alert"' in html


def test_zoe_gets_the_same_answer_as_a_wrong_password(db: None, zoe: str) -> None:
    html = Client().post(LOGIN, {"login": zoe, "password": "x"}).content.decode()
    assert "E-mail or password do not match." in html


def test_a_closed_account_cannot_sign_in(agnes: User) -> None:
    User.objects.filter(pk=agnes.pk).update(is_active=False)
    assert not _is_in(_sign_in(agnes.email))


def test_closing_an_account_ends_its_sessions(
    agnes: User, agnes_client: Client
) -> None:
    User.objects.filter(pk=agnes.pk).update(is_active=False)
    assert not _is_in(agnes_client)


def test_nobody_signs_up(db: None) -> None:
    html = Client().get("/accounts/signup/").content.decode()
    assert "By invitation" in html
    Client().post("/accounts/signup/", {"email": "x@y.example", "password1": PASSWORD})
    assert not User.objects.exists()


def test_the_sign_in_speaks_five_languages(db: None) -> None:
    html = Client().get(LOGIN).content.decode()
    for name in ("English", "Deutsch", "Čeština", "Magyar", "Ελληνικά"):
        assert name in html


def test_a_page_leads_to_the_sign_in_and_back(agnes: User) -> None:
    client = Client()
    page = client.get("/profile/tokens/")
    assert page.url == f"{LOGIN}?next=/profile/tokens/"
    data = {"login": agnes.email, "password": PASSWORD, "next": "/profile/tokens/"}
    assert client.post(LOGIN, data).url == "/profile/tokens/"


def test_signing_out_needs_a_post(agnes_client: Client) -> None:
    agnes_client.get("/accounts/logout/")
    assert _is_in(agnes_client)
    agnes_client.post("/accounts/logout/")
    assert not _is_in(agnes_client)


def test_a_forgotten_password_is_chosen_anew(agnes: User) -> None:
    client = Client()
    client.post("/accounts/password/reset/", {"email": agnes.email})
    link = next(w for w in mail.outbox[0].body.split() if w.startswith("http"))
    page = client.get(link.replace("http://testserver", ""), follow=True)
    new = "a new horse with a battery"
    client.post(page.request["PATH_INFO"], {"password1": new, "password2": new})
    assert _is_in(_sign_in(agnes.email, new))


def test_an_unknown_address_is_not_told_apart(db: None, zoe: str) -> None:
    response = Client().post("/accounts/password/reset/", {"email": zoe}, follow=True)
    assert "Look into your mail" in response.content.decode()


def test_the_address_is_not_changed_by_oneself(agnes_client: Client) -> None:
    assert agnes_client.get("/accounts/email/").url == "/profile/"
