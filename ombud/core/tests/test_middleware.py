"""What every answer carries."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ombud.core.models import Installation
from ombud.users.models import User

LOGIN = "/accounts/login/"


def test_the_content_policy_is_strict(db: None) -> None:
    policy = Client().get(LOGIN).headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "object-src 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize(
    ("asked", "spoken"),
    [("de-AT,de;q=0.9", "de"), ("cs", "cs"), ("fr, el;q=0.5", "el"), ("", "en-gb")],
)
def test_a_stranger_is_spoken_to_as_the_browser_asks(
    db: None, asked: str, spoken: str
) -> None:
    response = Client().get(LOGIN, headers={"accept-language": asked})
    assert response.headers["Content-Language"] == spoken


def test_the_company_speaks_where_nobody_asks(db: None) -> None:
    Installation.current().change(language="hu")
    assert Client().get(LOGIN).headers["Content-Language"] == "hu"


def test_the_choice_of_the_browser_is_remembered(db: None) -> None:
    client = Client()
    client.post("/language/", {"language": "el", "next": LOGIN})
    response = client.get(LOGIN, headers={"accept-language": "de"})
    assert response.headers["Content-Language"] == "el"


def test_a_profile_comes_before_the_browser(
    agnes: User, client_of: Callable[[User], Client]
) -> None:
    agnes.language = "cs"
    agnes.save()
    response = client_of(agnes).get("/profile/", headers={"accept-language": "de"})
    assert response.headers["Content-Language"] == "cs"


def test_an_unknown_zone_is_utc(agnes: User, agnes_client: Client) -> None:
    agnes.time_zone = "Mars/Olympus"
    agnes.save()
    assert 'data-time-zone="UTC"' in agnes_client.get("/profile/").content.decode()


def test_language_and_zone_cost_no_query_of_their_own(agnes_client: Client) -> None:
    agnes_client.get("/profile/tokens/")
    with CaptureQueriesContext(connection) as queries:
        agnes_client.get("/profile/tokens/")
    tables = [query["sql"].split("FROM")[-1].split()[0] for query in queries]
    assert tables.count('"django_session"') == 1
    assert tables.count('"users_user"') == 1
    assert tables.count('"core_installation"') == 0


def test_a_foreign_address_is_no_way_back(db: None) -> None:
    response = Client().post(
        "/language/", {"language": "de", "next": "https://evil.example/"}
    )
    assert response.url == "/"


def test_the_theme_is_in_the_first_tag(agnes_client: Client) -> None:
    agnes_client.post("/theme/", {"theme": "dark"})
    assert 'data-theme="dark"' in agnes_client.get("/profile/").content.decode()[:400]


def test_an_unknown_theme_changes_nothing(agnes: User, agnes_client: Client) -> None:
    agnes_client.post("/theme/", {"theme": "neon"})
    agnes.refresh_from_db()
    assert agnes.theme == "auto"
