"""A new installation: the company, the owner, the first steps."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from ombud.channels.models import Channel
from ombud.core.models import Installation
from ombud.testing.factories import (
    make_agent,
    make_channel,
    make_message,
    make_ticket,
)
from ombud.users.models import Role, Team, User
from ombud.users.permissions import Permission
from ombud.workflows.models import Workflow
from ombud.workspace.first_steps import first_steps
from ombud.workspace.setting_up import AlreadySetUp, set_up

WISH = {
    "company": "Crema & Co.",
    "language": "de",
    "time_zone": "Europe/Prague",
    "name": "Inés Ibarra",
    "email": "Ines@Crema.example",
    "password": "correct horse battery",
}


@pytest.fixture
def code(db: None) -> str:
    """What `ombud run` prints on a new installation."""
    return Installation.current().ask_for_setup()


def send(client: Client, code: str, **changes: str) -> Any:
    return client.post("/setup/", WISH | {"code": code} | changes)


def test_every_page_leads_to_the_set_up(outsider_client: Client, code: str) -> None:
    for address in ("/", "/inbox/", "/accounts/login/", "/settings/channels/"):
        answer = outsider_client.get(address)
        assert (answer.status_code, answer["Location"]) == (302, "/setup/")
    assert outsider_client.get("/setup/").status_code == 200
    assert outsider_client.get("/up/").status_code == 200


def test_without_a_code_nothing_leads_there(outsider_client: Client) -> None:
    assert outsider_client.get("/setup/").status_code == 404
    assert outsider_client.get("/accounts/login/").status_code == 200


def test_the_code_makes_company_and_owner(outsider_client: Client, code: str) -> None:
    answer = send(outsider_client, code)
    assert (answer.status_code, answer["Location"]) == (302, "/setup/next/")
    company, owner = Installation.objects.get(), User.objects.get()
    assert (company.name, company.language, company.time_zone, company.setup_code) == (
        "Crema & Co.",
        "de",
        "Europe/Prague",
        "",
    )
    assert owner.email == "ines@crema.example"
    assert owner.permissions == set(Permission)
    assert owner.teams.get() == Team.objects.get()
    assert Workflow.objects.exists()
    assert Role.objects.count() == 3


def test_the_owner_is_signed_in(outsider_client: Client, code: str) -> None:
    send(outsider_client, code)
    page = outsider_client.get("/setup/next/").content.decode()
    assert 'href="/settings/channels/new/"' in page
    assert outsider_client.get("/inbox/").status_code == 200


def test_once_there_is_an_owner_there_is_no_set_up(
    outsider_client: Client, code: str
) -> None:
    send(outsider_client, code)
    for client in (outsider_client, Client()):
        assert client.get("/setup/", {"code": code}).status_code == 404
        assert send(client, code, email="eve@evil.example").status_code == 404
    assert User.objects.count() == 1


def test_an_owner_made_on_the_command_line_closes_it_too(
    outsider_client: Client, code: str, agnes: User
) -> None:
    assert outsider_client.get("/setup/").status_code == 404
    assert outsider_client.get("/accounts/login/").status_code == 200
    assert Installation.objects.get().setup_code == ""


def test_of_two_at_once_the_second_is_told(code: str, agnes: User) -> None:
    with pytest.raises(AlreadySetUp):
        set_up(**WISH)


@pytest.mark.parametrize("given", ["", "AAAA", "AAAAAAAAAAAA"])
def test_a_stranger_without_the_code_gets_nothing(
    outsider_client: Client, code: str, given: str
) -> None:
    assert send(outsider_client, given).status_code == 422
    assert not User.objects.exists()
    assert code not in outsider_client.get("/setup/").content.decode()


def test_the_code_may_be_typed_with_spaces_and_small_letters(
    outsider_client: Client, code: str
) -> None:
    assert send(outsider_client, f" {code[:4]} {code[4:].lower()}").status_code == 302


def test_codes_cannot_be_guessed_for_ever(outsider_client: Client, code: str) -> None:
    for _try in range(20):
        send(outsider_client, "WRONG")
    answer = send(outsider_client, code)
    assert "Too many tries" in answer.content.decode()
    assert not User.objects.exists()


def test_an_address_with_the_code_asks_for_no_code(
    outsider_client: Client, code: str
) -> None:
    with_code = outsider_client.get("/setup/", {"code": code}).content.decode()
    assert f'type="hidden" name="code" value="{code}"' in with_code
    assert 'id="id_code"' in outsider_client.get("/setup/").content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("company", ""),
        ("language", "tlh"),
        ("time_zone", "Mars/Olympus"),
        ("email", "ines"),
        ("password", "short"),
        ("password", "1234567890"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_made(
    outsider_client: Client, code: str, field: str, value: str
) -> None:
    answer = send(outsider_client, code, **{field: value})
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.content.decode()
    assert not User.objects.exists()


def test_the_code_stays_the_same_until_it_is_used(code: str) -> None:
    assert Installation.current().ask_for_setup() == code
    assert len(code) == 12


def state_of(reader: User) -> list[bool]:
    return [step.is_done for step in first_steps(reader)]


def test_a_new_desk_has_all_steps_before_it(ines: User) -> None:
    assert state_of(ines) == [False] * 4


def test_each_step_tells_what_its_rows_say(
    ines: User, django_assert_num_queries: Callable[[int], Any]
) -> None:
    channel = make_channel(last_contact_at=timezone.now())
    make_message(make_ticket(channel=channel), out=True, delivery="sent")
    make_agent("Béla Balogh")
    ines.may(Permission.MANAGE_PEOPLE)  # known before: not of this count
    with django_assert_num_queries(2):
        assert state_of(ines) == [True, False, True, True]


def test_a_mailbox_that_was_never_reached_is_not_connected(ines: User) -> None:
    make_channel()
    assert state_of(ines)[0] is False


def test_a_mailbox_without_a_start_leads_to_its_start(ines: User) -> None:
    channel = make_channel(started_at=None)
    assert first_steps(ines)[0].url == f"/settings/channels/{channel.slug}/start/"


def test_a_mailbox_in_trouble_says_so(ines: User) -> None:
    make_channel(last_contact_at=timezone.now())
    Channel.objects.update(last_error="The server did not take the password.")
    step = first_steps(ines)[0]
    assert (step.words, step.is_trouble) == (
        "The server did not take the password.",
        True,
    )


def test_the_steps_stand_on_the_desk_until_they_are_put_away(
    ines_client: Client,
) -> None:
    Installation.current().change(shows_first_steps=True)
    assert "first-steps" in ines_client.get("/inbox/").content.decode()
    ines_client.post("/setup/next/dismissal/")
    assert 'id="first-steps"' not in ines_client.get("/inbox/").content.decode()
    assert ines_client.get("/setup/next/").status_code == 200


def test_agnes_has_no_first_steps(agnes_client: Client) -> None:
    Installation.current().change(shows_first_steps=True)
    assert 'id="first-steps"' not in agnes_client.get("/inbox/").content.decode()
    assert agnes_client.get("/setup/next/").status_code == 403
    assert agnes_client.get("/setup/next/list/").status_code == 403
    assert agnes_client.post("/setup/next/dismissal/").status_code == 403
    assert Installation.objects.get().shows_first_steps


def test_ines_gets_the_list_alone(ines_client: Client) -> None:
    page = ines_client.get("/setup/next/list/").content.decode()
    assert page.lstrip().startswith('<ol class="first-steps"')


def test_zoe_gets_no_first_steps(outsider_client: Client) -> None:
    assert outsider_client.get("/setup/next/")["Location"].startswith("/accounts/login")
