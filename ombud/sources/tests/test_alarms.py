"""A system that does not answer is told once, and so is that it answers again."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from ombud.channels.models import Delivery
from ombud.lib.mail import parse
from ombud.notifications.digests import send_digests
from ombud.notifications.models import Alarm, Event, Mail, Preferences, Wish
from ombud.sources.alarms import give_all_clear, raise_alarms
from ombud.sources.models import Connector
from ombud.testing.factories import make_channel
from ombud.tickets.counting import counts_for
from ombud.users.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def silent(ines: User) -> Connector:
    """Nobody there for three hours."""
    make_channel()
    long_ago = timezone.now() - timedelta(hours=3)
    return Connector.objects.create(
        name="ERP",
        url="http://127.0.0.1:1",
        user="reader",
        created_at=long_ago,
        last_error="The server cannot be reached.",
    )


def wants(user: User, **wish: object) -> None:
    Preferences.of(user).keep({Event.SYSTEM: Wish(**wish)}, 8)  # type: ignore[arg-type]


def test_who_may_connect_systems_hears_of_it_once(silent: Connector) -> None:
    raise_alarms()
    raise_alarms()
    alarm = Alarm.objects.get()
    assert alarm.title == "ERP does not answer"
    assert "The server cannot be reached." in alarm.text


def test_the_bell_counts_it_and_reading_it_leads_there(
    silent: Connector, ines: User, ines_client: Client
) -> None:
    raise_alarms()
    assert counts_for(ines)["bell"] == 1
    url = f"/notifications/alarms/{Alarm.objects.get().pk}/"
    assert ines_client.get(url).headers["Location"] == silent.get_absolute_url()
    assert counts_for(ines)["bell"] == 0


def test_the_list_shows_it_and_marks_it_read(
    silent: Connector, ines_client: Client
) -> None:
    raise_alarms()
    for path in ("", "latest/"):
        page = ines_client.get(f"/notifications/{path}").content.decode()
        assert "ERP does not answer" in page
    alarms = Alarm.objects.get().pk
    ines_client.post("/notifications/readings/", {"until": 0, "alarms": alarms})
    assert not Alarm.objects.filter(read_at=None).exists()


def test_a_mail_goes_to_who_wants_one(silent: Connector) -> None:
    raise_alarms()
    letter = parse(bytes(Delivery.objects.get().raw))
    assert letter.subject == "ERP does not answer"
    assert silent.get_absolute_url() in letter.text


def test_no_mail_goes_to_who_wants_none(silent: Connector, ines: User) -> None:
    wants(ines, mail=Mail.NEVER)
    raise_alarms()
    assert Alarm.objects.exists()
    assert not Delivery.objects.exists()


def test_it_waits_for_the_mail_of_the_hour(silent: Connector, ines: User) -> None:
    wants(ines, in_app=False, mail=Mail.HOURLY)
    raise_alarms()
    assert not Delivery.objects.exists()
    assert send_digests() == 1
    assert send_digests() == 0


def test_who_wants_to_hear_nothing_hears_nothing(silent: Connector, ines: User) -> None:
    wants(ines, in_app=False, mail=Mail.NEVER)
    raise_alarms()
    assert not Alarm.objects.exists()


def test_that_it_answers_again_is_told_once(silent: Connector) -> None:
    raise_alarms()
    silent.refresh_from_db()
    give_all_clear(silent)
    give_all_clear(silent)
    told = Alarm.objects.get(is_over=True)
    assert told.title == "ERP answers again"


def test_the_next_silence_is_told_again(silent: Connector) -> None:
    raise_alarms()
    silent.refresh_from_db()
    give_all_clear(silent)
    raise_alarms()
    assert Alarm.objects.filter(is_over=False).count() == 2


def test_nobody_hears_that_what_never_was_silent_is_good(silent: Connector) -> None:
    give_all_clear(silent)
    assert not Alarm.objects.exists()


def test_a_paused_one_alarms_nobody(silent: Connector) -> None:
    Connector.objects.update(enabled=False)
    raise_alarms()
    assert not Alarm.objects.exists()


def test_agnes_is_not_asked_for_it_and_sees_nobody_elses(
    silent: Connector, agnes_client: Client, outsider_client: Client
) -> None:
    raise_alarms()
    url = f"/notifications/alarms/{Alarm.objects.get().pk}/"
    assert agnes_client.get(url).status_code == 404
    assert outsider_client.get(url).status_code == 302
    page = agnes_client.get("/profile/notifications/").content.decode()
    assert "A connected system" not in page
