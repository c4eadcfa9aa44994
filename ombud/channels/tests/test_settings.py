"""The settings pages of mailboxes."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ombud.channels.models import (
    Channel,
    Delivery,
    DeliveryState,
    Protocol,
    StartChoice,
)
from ombud.channels.tests.conftest import MakeChannel, imap_values, mail, smtp_values
from ombud.testing.servers import Mailbox, SmtpServer
from ombud.users.models import Team, User
from ombud.workflows.models import Workflow

PLAIN_FIELDS = [
    "name",
    "address",
    "sender_name",
    "language",
    "signature",
    "protocol",
    "in_host",
    "in_port",
    "in_security",
    "in_user",
    "folder",
    "after_fetch",
    "move_to",
    "out_host",
    "out_port",
    "out_security",
    "out_user",
    "silence_minutes",
]
HTMX = {"HX-Request": "true", "HX-Target": "trial"}


@pytest.fixture
def channel(make_channel: MakeChannel) -> Channel:
    """A mailbox that is set up, with secrets."""
    return make_channel(
        in_host="imap.ombud.example",
        in_user="help",
        in_password="first-secret",
        out_host="smtp.ombud.example",
        same_login=False,
        out_user="sender",
        out_password="second-secret",
        started_at=timezone.now(),
    )


def values_of(channel: Channel, **changes: Any) -> dict[str, Any]:
    """What the form sends for it, before somebody changes something."""
    values = {name: getattr(channel, name) for name in PLAIN_FIELDS}
    values |= {"team": channel.team_id, "workflow": channel.workflow_id}
    switches = ("enabled", "auto_reply", "same_login", "verify_certificate")
    values |= {name: "on" for name in switches if getattr(channel, name)}
    values["aliases"] = "\n".join(channel.aliases)
    return {**values, **changes}


def new_values(support: Team, **changes: Any) -> dict[str, Any]:
    """A form filled in for a new mailbox."""
    workflow = Workflow.objects.get_or_create(slug="w", defaults={"name": "W"})[0]
    return {
        "address": "Help@Ombud.example",
        "team": support.pk,
        "workflow": workflow.pk,
        "protocol": Protocol.IMAP,
        "in_host": "imap.ombud.example",
        "in_port": "993",
        "in_security": "tls",
        "in_user": "help",
        "in_password": "secret",
        "folder": "INBOX",
        "after_fetch": "leave",
        "out_host": "smtp.ombud.example",
        "out_port": "587",
        "out_security": "starttls",
        "same_login": "on",
        "verify_certificate": "on",
        "enabled": "on",
        "silence_minutes": "30",
        **changes,
    }


def errors_of(client: Client, values: dict[str, Any]) -> dict[str, list[str]]:
    response = client.post(reverse("channel-new"), values)
    assert response.status_code == 422
    return response.context["form"].errors


PAGES = [
    ("get", "channels", False),
    ("get", "channel-list", False),
    ("get", "channel-new", False),
    ("post", "channel-new-trials", False),
    ("get", "channel", True),
    ("post", "channel-trials", True),
    ("get", "channel-start", True),
    ("get", "channel-counts", True),
    ("get", "channel-deletion", True),
    ("post", "channel-deletion", True),
    ("post", "channel-enabled", True),
    ("get", "outbox", False),
]


@pytest.mark.parametrize(("method", "name", "has_slug"), PAGES)
def test_only_those_permitted_get_in(
    method: str,
    name: str,
    has_slug: bool,
    channel: Channel,
    agnes_client: Client,
    olaf_client: Client,
    outsider_client: Client,
) -> None:
    url = reverse(name, args=[channel.slug] if has_slug else [])
    for client in (agnes_client, olaf_client):
        assert getattr(client, method)(url).status_code == 403
    response = getattr(outsider_client, method)(url)
    assert response.status_code == 302
    assert reverse("account_login") in response["Location"]
    assert Channel.objects.get() == channel


def test_a_retry_is_for_those_permitted(
    channel: Channel, agnes_client: Client, outsider_client: Client
) -> None:
    delivery = Delivery.objects.queue(
        channel, sender="a@b", recipients=["c@d"], raw=b"x", message_id="<1@x>"
    )
    url = reverse("delivery-retries", args=[delivery.pk])
    assert agnes_client.post(url).status_code == 403
    assert outsider_client.post(url).status_code == 302


def test_the_list_shows_how_mailboxes_are(
    channel: Channel, ines_client: Client
) -> None:
    channel.note_trouble("The server hangs. 421 Sorry")
    html = ines_client.get(reverse("channels")).content.decode()
    assert "The server hangs. 421 Sorry" in html
    assert "Failing" in html
    assert reverse("channel", args=[channel.slug]) in html


def test_the_list_costs_the_same_for_many(
    make_channel: MakeChannel,
    ines_client: Client,
    django_assert_max_num_queries: Callable[..., Any],
) -> None:
    for number in range(12):
        make_channel(name=f"Box {number}", address=f"{number}@ombud.example")
    with django_assert_max_num_queries(14):
        ines_client.get(reverse("channels"))
    with django_assert_max_num_queries(6):
        ines_client.get(reverse("channel-list"))


def test_passwords_never_leave_the_server(
    channel: Channel, ines_client: Client
) -> None:
    url = reverse("channel", args=[channel.slug])
    pages = [
        ines_client.get(reverse("channels")),
        ines_client.get(url),
        ines_client.post(url, values_of(channel, address="nonsense")),
        ines_client.post(
            url, values_of(channel, address="nonsense", in_password="third-secret")
        ),
    ]
    for page in pages:
        assert b"-secret" not in page.content


def test_passwords_stand_encrypted_in_the_table(channel: Channel) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM channels_channel")
        assert "-secret" not in str(cursor.fetchall())
    channel.refresh_from_db()
    assert channel.in_password == "first-secret"


def test_an_empty_password_keeps_the_stored_one(
    channel: Channel, ines_client: Client
) -> None:
    url = reverse("channel", args=[channel.slug])
    response = ines_client.post(url, values_of(channel, sender_name="Crema"))
    assert response.status_code == 302
    channel.refresh_from_db()
    assert channel.sender_name == "Crema"
    assert channel.smtp_login == ("sender", "second-secret")
    assert channel.in_password == "first-secret"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"in_host": "evil.example"}, "in_password"),
        ({"in_user": "somebody-else"}, "in_password"),
        ({"in_security": "plain", "in_port": "143"}, "in_password"),
        ({"out_host": "evil.example"}, "out_password"),
        ({"verify_certificate": ""}, "in_password"),
    ],
)
@pytest.mark.parametrize("name", ["channel", "channel-trials"])
def test_a_stored_password_is_not_sent_elsewhere(
    channel: Channel,
    ines_client: Client,
    changes: dict[str, str],
    field: str,
    name: str,
) -> None:
    response = ines_client.post(
        reverse(name, args=[channel.slug]), values_of(channel, **changes)
    )
    said = response.context["form"].errors[field]
    assert said == ["Write the password again: the server has changed."]


def test_the_incoming_password_is_not_sent_to_another_smtp_server(
    channel: Channel, ines_client: Client
) -> None:
    values = values_of(channel, same_login="on", out_host="evil.example")
    response = ines_client.post(reverse("channel", args=[channel.slug]), values)
    assert "in_password" in response.context["form"].errors


# Setting one up


def test_a_new_mailbox_is_saved_and_asks_how_to_start(
    support: Team, ines_client: Client
) -> None:
    response = ines_client.post(reverse("channel-new"), new_values(support))
    channel = Channel.objects.get()
    assert response["Location"] == reverse("channel-start", args=[channel.slug])
    assert channel.address == "help@ombud.example"
    assert channel.name == "help@ombud.example"
    assert channel.slug == "help"
    assert channel.started_at is None
    assert not Channel.objects.fetched().exists()


def test_forwarding_needs_no_server_and_no_start(
    support: Team, ines_client: Client
) -> None:
    values = new_values(support, protocol="pipe", in_host="", in_user="", in_port="")
    response = ines_client.post(reverse("channel-new"), values)
    assert response["Location"] == reverse("channels")
    assert Channel.objects.get().health == "ok"


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        (
            {"out_security": "tls"},
            "out_port",
            "587 needs STARTTLS, not TLS.",
        ),
        ({"out_port": "465"}, "out_port", "465 needs TLS, not STARTTLS."),
        ({"in_security": "plain"}, "in_port", "993 needs TLS, not None."),
        ({"in_port": "143"}, "in_port", "143 needs STARTTLS, not TLS."),
        (
            {"protocol": "pop3", "in_port": "995", "in_security": "starttls"},
            "in_port",
            "995 needs TLS, not STARTTLS.",
        ),
        ({"in_host": ""}, "in_host", "Name the server."),
        ({"in_user": ""}, "in_user", "Name the user of the mailbox."),
        ({"in_password": ""}, "in_password", "Write the password of the mailbox."),
        (
            {"protocol": "pop3", "in_port": "995", "after_fetch": "move"},
            "after_fetch",
            "POP3 can only leave mails or delete them.",
        ),
        ({"after_fetch": "move"}, "move_to", "Name the folder to move mails to."),
        (
            {"after_fetch": "move", "move_to": "inbox"},
            "move_to",
            "Name another folder than the one that is read.",
        ),
        ({"aliases": "a@b.example\nnope"}, "aliases", "“nope” is not an address."),
        ({"silence_minutes": "1"}, "silence_minutes", "Five minutes are the least."),
    ],
)
def test_what_does_not_fit_is_said_in_a_sentence(
    support: Team,
    ines_client: Client,
    changes: dict[str, str],
    field: str,
    sentence: str,
) -> None:
    assert errors_of(ines_client, new_values(support, **changes)) == {field: [sentence]}


@pytest.mark.parametrize(
    ("changes", "in_port", "out_port"),
    [
        ({"in_security": "starttls", "out_security": "tls"}, 143, 465),
        ({"protocol": "pop3", "out_security": "plain"}, 995, 25),
    ],
)
def test_an_empty_port_becomes_the_usual_one(
    support: Team,
    ines_client: Client,
    changes: dict[str, str],
    in_port: int,
    out_port: int,
) -> None:
    values = new_values(support, in_port="", out_port="", **changes)
    ines_client.post(reverse("channel-new"), values)
    channel = Channel.objects.get()
    assert (channel.in_port, channel.out_port) == (in_port, out_port)


def test_no_two_mailboxes_own_one_address(
    channel: Channel, support: Team, ines_client: Client
) -> None:
    Channel.objects.update(aliases=["reklamation@ombud.example"])
    values = new_values(support, address="Reklamation@ombud.example")
    said = "reklamation@ombud.example belongs to the mailbox “Help” already."
    assert errors_of(ines_client, values) == {"address": [said]}
    values = new_values(
        support, address="new@ombud.example", aliases="help@ombud.example"
    )
    assert list(errors_of(ines_client, values)) == ["aliases"]


def test_names_that_are_addresses_of_pages_are_no_slugs(
    support: Team, ines_client: Client
) -> None:
    values = new_values(support, name="New")
    ines_client.post(reverse("channel-new"), values)
    assert Channel.objects.get().slug == "new-2"


# The trial


def trial_values(
    support: Team, mailbox: Mailbox, server: SmtpServer, **changes: Any
) -> dict[str, Any]:
    servers = imap_values(mailbox) | smtp_values(server)
    values = new_values(support, **servers)
    for name in ("same_login", "verify_certificate"):
        del values[name]
    return {**values, **changes}


def test_a_trial_receives_and_sends_before_anything_is_saved(
    support: Team, mailbox: Mailbox, smtp_server: SmtpServer, ines_client: Client
) -> None:
    mailbox.append(mail())
    response = ines_client.post(
        reverse("channel-new-trials"),
        trial_values(support, mailbox, smtp_server),
        headers=HTMX,
    )
    html = response.content.decode()
    assert "INBOX opened, 1 mail in it" in html
    assert "Test mail sent to help@ombud.example" in html
    assert "250 2.0.0 Kept" in html
    (received,) = smtp_server.received
    assert received.recipients == ("help@ombud.example",)
    assert received.message["X-Ombud-Trial"] == "1"
    assert received.message["Auto-Submitted"] == "auto-generated"
    assert not Channel.objects.exists()
    assert not Delivery.objects.exists()
    assert r"\Seen" not in mailbox.stored()[0].flags


def test_a_trial_names_what_failed_and_what_was_not_tried(
    support: Team, mailbox: Mailbox, smtp_server: SmtpServer, ines_client: Client
) -> None:
    values = trial_values(
        support, mailbox, smtp_server, in_password="wrong", out_security="tls"
    )
    response = ines_client.post(reverse("channel-new-trials"), values, headers=HTMX)
    html = response.content.decode()
    assert "127.0.0.1 does not accept the user or the password." in html
    assert "Folder: not tried" in html
    assert "Choose STARTTLS." in html
    assert "Test mail: not tried" in html
    assert "wrong" not in html


def test_a_trial_without_script_shows_the_form_again(
    support: Team, mailbox: Mailbox, smtp_server: SmtpServer, ines_client: Client
) -> None:
    values = trial_values(support, mailbox, smtp_server)
    html = ines_client.post(reverse("channel-new-trials"), values).content.decode()
    assert "Test mail sent to" in html
    assert 'name="address"' in html


def test_a_trial_needs_a_server_to_try(support: Team, ines_client: Client) -> None:
    values = new_values(support, in_host="")
    response = ines_client.post(reverse("channel-new-trials"), values, headers=HTMX)
    assert "Server: Name the server." in response.content.decode()


def test_a_trial_uses_the_stored_password(
    make_channel: MakeChannel,
    mailbox: Mailbox,
    smtp_server: SmtpServer,
    ines_client: Client,
) -> None:
    channel = make_channel(**imap_values(mailbox) | smtp_values(smtp_server))
    response = ines_client.post(
        reverse("channel-trials", args=[channel.slug]),
        values_of(channel),
        headers=HTMX,
    )
    assert "Signed in as" in response.content.decode()
    assert len(smtp_server.received) == 1


# First connect


def test_the_start_shows_the_numbers_first(
    make_channel: MakeChannel, mailbox: Mailbox, ines_client: Client
) -> None:
    with mailbox.connect() as client:
        client.append("INBOX", "", '"01-Jan-2020 10:00:00 +0000"', mail())
    mailbox.append(mail())
    channel = make_channel(**imap_values(mailbox))
    page = ines_client.get(reverse("channel-start", args=[channel.slug]))
    assert "counting" in page.content.decode()
    url = reverse("channel-counts", args=[channel.slug])
    count = ines_client.get(url, {"days": "7"}).context["count"]
    assert (count.recent, count.total) == (1, 2)
    html = ines_client.get(url, {"days": "nonsense"}).content.decode()
    assert "2 mails" in html


def test_a_server_that_does_not_count_is_no_obstacle(
    channel: Channel, ines_client: Client
) -> None:
    Channel.objects.update(in_host="127.0.0.1", in_port=1, started_at=None)
    html = ines_client.get(reverse("channel-counts", args=[channel.slug])).content
    assert "refuses connections on port 1" in html.decode()


@pytest.mark.parametrize("choice", StartChoice.values)
def test_a_choice_starts_the_fetching(
    make_channel: MakeChannel, ines_client: Client, choice: str
) -> None:
    channel = make_channel()
    url = reverse("channel-start", args=[channel.slug])
    response = ines_client.post(url, {"choice": choice, "days": "30"})
    assert response["Location"] == reverse("channels")
    channel.refresh_from_db()
    assert (channel.start_choice, channel.start_days) == (choice, 30)
    assert channel in Channel.objects.fetched()
    assert (channel.starts_from is None) == (choice == StartChoice.ALL)


def test_a_mailbox_starts_once(channel: Channel, ines_client: Client) -> None:
    url = reverse("channel-start", args=[channel.slug])
    ines_client.post(url, {"choice": "all"})
    channel.refresh_from_db()
    assert channel.start_choice == StartChoice.NOW


# Off and away


def test_an_unused_mailbox_can_be_deleted(
    channel: Channel, ines_client: Client
) -> None:
    url = reverse("channel-deletion", args=[channel.slug])
    assert b"deleted for good" in ines_client.get(url).content
    assert b"<dialog" in ines_client.get(url, headers={"HX-Request": "true"}).content
    ines_client.post(url)
    assert not Channel.objects.exists()


def test_a_used_mailbox_can_only_be_switched_off(
    channel: Channel, ines_client: Client
) -> None:
    Delivery.objects.queue(
        channel, sender="a@b", recipients=["c@d"], raw=b"x", message_id="<1@x>"
    )
    url = reverse("channel-deletion", args=[channel.slug])
    assert b"cannot be deleted" in ines_client.post(url).content
    ines_client.post(
        reverse("channel-enabled", args=[channel.slug]), {"enabled": "off"}
    )
    channel.refresh_from_db()
    assert channel.health == "off"


# The outbox


@pytest.fixture
def failed(channel: Channel) -> Delivery:
    """A mail that came to nothing."""
    delivery = Delivery.objects.queue(
        channel,
        sender="help@ombud.example",
        recipients=["carlo@example.com"],
        raw=mail("Re: Leaking"),
        message_id="<1@ombud.example>",
    )
    delivery.give_up("The server does not know carlo.", "550 5.1.1 No such user")
    return delivery


def test_the_outbox_shows_what_failed_first(
    failed: Delivery, ines_client: Client
) -> None:
    html = ines_client.get(reverse("outbox")).content.decode()
    for words in ("Re: Leaking", "carlo@example.com", "550 5.1.1 No such user"):
        assert words in html
    sent = ines_client.get(reverse("outbox"), {"show": "sent"}).content.decode()
    assert "Re: Leaking" not in sent


def test_a_failed_mail_goes_to_another_address(
    failed: Delivery, ines_client: Client
) -> None:
    url = reverse("delivery-retries", args=[failed.pk])
    ines_client.post(url, {"recipients": "carlos@example.com"})
    failed.refresh_from_db()
    assert failed.state == DeliveryState.QUEUED
    assert failed.recipients == ["carlos@example.com"]


def test_a_wrong_address_is_said_and_nothing_is_sent(
    failed: Delivery, ines_client: Client
) -> None:
    url = reverse("delivery-retries", args=[failed.pk])
    response = ines_client.post(url, {"recipients": "carlos"})
    assert response.status_code == 422
    assert "“carlos” is not an address." in response.content.decode()
    failed.refresh_from_db()
    assert failed.state == DeliveryState.FAILED


def test_a_page_of_the_outbox_costs_the_same_for_many(
    channel: Channel,
    ines: User,
    ines_client: Client,
    django_assert_max_num_queries: Callable[..., Any],
) -> None:
    rows = [
        Delivery(
            channel=channel,
            sender="a@b",
            recipients=["c@d"],
            raw=b"",
            message_id=f"<{number}@x>",
            due_at=timezone.now(),
            state=DeliveryState.FAILED,
        )
        for number in range(60)
    ]
    Delivery.objects.bulk_create(rows)
    with django_assert_max_num_queries(14):
        page = ines_client.get(reverse("outbox"))
    assert len(page.context["deliveries"]) == 50
    older = ines_client.get(reverse("outbox") + page.context["older"])
    assert len(older.context["deliveries"]) == 10
