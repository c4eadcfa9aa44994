"""The general helpdesk on the company's page."""

from ombud.users.models import Helpdesk

URL = "/settings/company/"
COMPANY = {"name": "Shop", "language": "en-gb", "time_zone": "UTC"}


def test_ines_names_the_general_helpdesk(ines_client, agnes, support):
    wish = {"owner": agnes.pk, "team": support.pk, "ownerless_hours": 8}
    assert ines_client.post(URL, COMPANY | wish).status_code == 302
    desk = Helpdesk.current()
    assert (desk.owner, desk.team, desk.ownerless_hours) == (agnes, support, 8)
    assert not desk.takes_at_once
    assert not desk.reply_takes


def test_hours_need_somebody(ines_client):
    answer = ines_client.post(URL, COMPANY | {"ownerless_hours": 8})
    assert answer.status_code == 422
    assert "Choose who gets what nobody has taken." in answer.content.decode()


def test_no_hours_are_none(ines_client):
    answer = ines_client.post(URL, COMPANY | {"take_back_hours": 0})
    assert answer.status_code == 422


def test_where_nothing_is_set_nothing_is_asked(db, django_assert_num_queries):
    Helpdesk.current()
    with django_assert_num_queries(0):
        assert Helpdesk.current().owner_id is None


def test_olaf_does_not_decide(olaf_client, agnes):
    assert olaf_client.post(URL, COMPANY | {"owner": agnes.pk}).status_code == 403
