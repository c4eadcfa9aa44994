"""Mail that waits for a person is seen by those who may decide."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ombud.core.models import Installation
from ombud.intake.models import Inbound
from ombud.testing.mails import letter, make_mailbox
from ombud.users.models import User
from ombud.users.permissions import Permission

BADGE = 'id="nav-held"'


@pytest.fixture
def held(db: None) -> Inbound:
    row = Inbound.objects.store(make_mailbox(), letter())
    assert row
    row.hold("It has no sender.")
    return row


def inbox(client: Client) -> str:
    return str(client.get("/inbox/").content.decode())


def test_ines_sees_how_many_wait(ines_client: Client, held: Inbound) -> None:
    page = inbox(ines_client)
    assert BADGE in page
    assert 'href="/settings/incoming/?fate=waiting"' in page


def test_nothing_is_said_while_nothing_waits(ines_client: Client) -> None:
    assert BADGE not in inbox(ines_client)


def test_what_is_tried_again_waits_no_more(ines_client: Client, held: Inbound) -> None:
    held.try_again()
    assert BADGE not in inbox(ines_client)


@pytest.mark.parametrize("may", [True, False])
def test_only_those_permitted_are_told(
    held: Inbound, agnes: User, client_of: Callable[[User], Client], may: bool
) -> None:
    role = agnes.roles.get()
    role.permissions += [Permission.SEE_INTAKE] if may else []
    role.save()
    assert (BADGE in inbox(client_of(agnes))) == may


def test_the_settings_show_the_count_beside_the_page(
    ines_client: Client, held: Inbound
) -> None:
    for address in ("/settings/", "/settings/incoming/"):
        page = ines_client.get(address).content.decode()
        assert '<span class="nav-label">Incoming mail</span><span class="count' in page


def test_the_badge_costs_no_statement(ines_client: Client, held: Inbound) -> None:
    Installation.current()
    with CaptureQueriesContext(connection) as queries:
        inbox(ines_client)
    naming = [one for one in queries.captured_queries if "intake_inbound" in one["sql"]]
    assert len(naming) == 1
    assert "tickets_ticket" in naming[0]["sql"]


def test_pages_hear_of_it(ines_client: Client) -> None:
    assert "sse:intake" in inbox(ines_client)


def test_the_list_can_show_what_waits_alone(ines_client: Client, held: Inbound) -> None:
    other = Inbound.objects.store(held.channel, letter(subject="Another"))
    assert other
    other.drop("An automatic answer.")
    page = ines_client.get("/settings/incoming/?fate=waiting").content.decode()
    assert f"/settings/incoming/{held.pk}/" in page
    assert f"/settings/incoming/{other.pk}/" not in page


def test_an_empty_list_says_that_all_is_well(ines_client: Client) -> None:
    page = ines_client.get("/settings/incoming/?fate=waiting").content.decode()
    assert "Every mail has found its place." in page
