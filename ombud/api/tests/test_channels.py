"""GET /channels, /channels/{slug}/ledger, /teams, /users."""

from datetime import timedelta

from django.utils import timezone

from ombud.api.tests.conftest import Program
from ombud.channels.models import Channel
from ombud.intake.models import Fate, Inbound
from ombud.users.models import User


def test_channels_tell_no_secret(ines_calls: Program, mailbox: Channel) -> None:
    answer = ines_calls.get("/channels")
    (found,) = answer.json()["items"]
    assert (found["slug"], found["health"]) == ("support", mailbox.health)
    assert "password" not in answer.content.decode()


def test_the_ledger_adds_up(ines_calls: Program, mailbox: Channel) -> None:
    fates = [Fate.TICKETED, Fate.TICKETED, Fate.HELD, Fate.OPEN, Fate.SKIPPED]
    for uid, fate in enumerate(fates):
        Inbound.objects.create(channel=mailbox, uid=str(uid), raw=b"", fate=fate)
    old = timezone.now() - timedelta(days=1)
    Inbound.objects.create(channel=mailbox, uid="old", raw=b"", received_at=old)
    found = ines_calls.get("/channels/support/ledger").json()
    del found["day"]
    assert found == {
        "in_mailbox": 4,
        "ticketed": 2,
        "suppressed": 0,
        "held": 1,
        "failed": 0,
        "open": 1,
    }


def test_the_ledger_of_another_day(ines_calls: Program, mailbox: Channel) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    old = timezone.now() - timedelta(days=1)
    Inbound.objects.create(channel=mailbox, uid="old", raw=b"", received_at=old)
    found = ines_calls.get("/channels/support/ledger", day=yesterday.isoformat())
    assert found.json()["open"] == 1
    wrong = ines_calls.get("/channels/support/ledger", day="soon")
    assert wrong.json()["errors"][0]["field"] == "day"
    assert ines_calls.get("/channels/nowhere/ledger").status_code == 404


def test_agents_without_the_right_see_no_channel(
    agnes_calls: Program, mailbox: Channel
) -> None:
    assert agnes_calls.get("/channels").status_code == 403
    assert agnes_calls.get("/channels/support/ledger").status_code == 403


def test_teams_and_agents_are_listed(
    agnes_calls: Program, agnes: User, olaf: User
) -> None:
    teams = agnes_calls.get("/teams").json()["items"]
    assert {team["slug"] for team in teams} == {"support", "warehouse"}
    users = agnes_calls.get("/users").json()["items"]
    assert [user["email"] for user in users] == [agnes.email, olaf.email]
    assert users[0]["teams"] == [{"slug": "support", "name": "Support"}]
