"""Programs that call as one of the cast."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from ombud.channels.models import Channel, Protocol
from ombud.core.actor import Requester
from ombud.tickets.models import Ticket
from ombud.tickets.models.incoming import Incoming
from ombud.users.models import Team, Token, User
from ombud.workflows.models import Workflow
from ombud.workflows.starting import starter


class Program:
    """Calls the API with a token, or with none."""

    def __init__(self, user: User | None = None, token: str = "") -> None:
        token = token or (Token.objects.issue(user) if user else "")
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._client = Client(headers=headers, raise_request_exception=False)

    def get(self, path: str, **query: Any) -> Any:
        return self._client.get(f"/api/v1{path}", query)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self._client.post(
            f"/api/v1{path}", body or {}, "application/json", headers=headers
        )

    def patch(self, path: str, body: Any = None) -> Any:
        return self._client.patch(f"/api/v1{path}", body or {}, "application/json")

    def put(self, path: str, body: Any = None, **headers: str) -> Any:
        return self._client.put(
            f"/api/v1{path}", body or {}, "application/json", headers=headers
        )

    def delete(self, path: str) -> Any:
        return self._client.delete(f"/api/v1{path}")

    def text(self, method: str, path: str, text: str, kind: str) -> Any:
        """A body that is no JSON."""
        return self._client.generic(
            method, f"/api/v1{path}", text, kind, headers={"Accept": kind}
        )

    def send(self, path: str, **form: Any) -> Any:
        """As a form with files."""
        return self._client.post(f"/api/v1{path}", form)


@pytest.fixture
def workflow(db: None) -> Workflow:
    return starter("support")


@pytest.fixture
def mailbox(support: Team, workflow: Workflow) -> Channel:
    return Channel.objects.create(
        name="Support",
        slug="support",
        team=support,
        workflow=workflow,
        address="support@ombud.example",
        protocol=Protocol.PIPE,
        out_host="127.0.0.1",
    )


@pytest.fixture
def program() -> Callable[..., Program]:
    return Program


@pytest.fixture
def agnes_calls(agnes: User) -> Program:
    return Program(agnes)


@pytest.fixture
def olaf_calls(olaf: User) -> Program:
    return Program(olaf)


@pytest.fixture
def ines_calls(ines: User) -> Program:
    return Program(ines)


@pytest.fixture
def nobody_calls(db: None) -> Program:
    return Program()


@pytest.fixture
def make_ticket(
    support: Team, workflow: Workflow, mailbox: Channel
) -> Callable[..., Ticket]:
    return lambda subject="It drips": _ticket(subject, support, workflow, mailbox)


@pytest.fixture
def ticket(make_ticket: Callable[..., Ticket]) -> Ticket:
    return make_ticket()


def _ticket(subject: str, team: Team, workflow: Workflow, mailbox: Channel) -> Ticket:
    zoe = Requester("Zoe Zander", "zoe@stranger.example")
    ticket = Ticket.begin(
        subject=subject,
        team=team,
        workflow=workflow,
        channel=mailbox,
        requester=zoe,
    )
    words = {"text": "It drips.", "reply_text": "It drips.", "html": "<p>It drips.</p>"}
    envelope = {
        "from_name": zoe.name,
        "from_address": zoe.address,
        "message_id": f"{ticket.number}@stranger.example",
        "channel": mailbox,
    }
    ticket.receive(Incoming(words=words, envelope=envelope), by=zoe)
    return ticket
