"""Who may call."""

from collections.abc import Callable

import pytest
from django.test import Client

from ombud.api.tests.conftest import Program
from ombud.tickets.models import Ticket
from ombud.users.models import Token, User

CALLS = [
    ("get", "/tickets"),
    ("post", "/tickets"),
    ("get", "/tickets/1"),
    ("post", "/tickets/1/actions/close"),
    ("post", "/tickets/1/assignment"),
    ("post", "/tickets/1/replies"),
    ("post", "/tickets/1/notes"),
    ("post", "/tickets/1/links"),
    ("delete", "/tickets/1"),
    ("post", "/tickets/1/restore"),
    ("get", "/bin"),
    ("post", "/entries/1/undo"),
    ("get", "/attachments/1"),
    ("get", "/channels"),
    ("get", "/channels/support/ledger"),
    ("get", "/teams"),
    ("get", "/users"),
]


@pytest.mark.parametrize(("method", "path"), CALLS)
def test_every_call_needs_a_token(
    nobody_calls: Program, method: str, path: str
) -> None:
    answer = getattr(nobody_calls, method)(path)
    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["WWW-Authenticate"].startswith("Bearer")


def test_a_wrong_token_opens_nothing(program: Callable[..., Program], db: None) -> None:
    assert program(token="omb_wrong").get("/tickets").status_code == 401


def test_a_session_opens_nothing(agnes_client: Client) -> None:
    assert agnes_client.get("/api/v1/tickets").status_code == 401


def test_the_token_of_an_inactive_agent_opens_nothing(
    agnes: User, agnes_calls: Program
) -> None:
    User.objects.filter(pk=agnes.pk).update(is_active=False)
    assert agnes_calls.get("/tickets").status_code == 401


def test_an_account_without_a_role_may_do_nothing(
    agnes: User, agnes_calls: Program
) -> None:
    agnes.roles.clear()
    assert agnes_calls.get("/teams").status_code == 403


def test_too_many_calls_are_turned_away(agnes_calls: Program, settings: object) -> None:
    settings.API_CALLS_A_MINUTE = 2
    codes = [agnes_calls.get("/teams").status_code for _ in range(3)]
    assert codes[-1] == 429


def test_an_unknown_address_is_a_problem_too(nobody_calls: Program) -> None:
    answer = nobody_calls.get("/nowhere")
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"


def test_a_wrong_method_is_a_problem_too(agnes_calls: Program) -> None:
    answer = agnes_calls.post("/teams")
    assert answer.status_code == 405
    assert "GET" in answer["Allow"]


def test_what_breaks_tells_no_secret(
    agnes_calls: Program, ticket: Ticket, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*words: object, **named: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr("ombud.api.routers.tickets.show_whole", broken)
    answer = agnes_calls.get(f"/tickets/{ticket.number}")
    assert answer.status_code == 500
    assert "secret" not in answer.content.decode()


def test_docs_are_for_those_who_sign_in(agnes_client: Client) -> None:
    assert Client().get("/api/v1/docs").status_code == 302
    page = agnes_client.get("/api/v1/docs")
    assert page.status_code == 200
    assert b"https://" not in page.content


def test_the_description_is_had_with_a_token(agnes: User) -> None:
    headers = {"Authorization": f"Bearer {Token.objects.issue(agnes)}"}
    answer = Client().get("/api/v1/openapi.json", headers=headers)
    assert "/api/v1/tickets/{number}/replies" in answer.json()["paths"]
