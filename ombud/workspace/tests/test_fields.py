"""What custom fields hold stands in the panel and on the timeline, and can change."""

import pytest

from ombud.testing.factories import make_ticket, make_workflow
from ombud.tickets.models import Entry, Ticket
from ombud.workflows.models import Field, FieldUse

HTMX = {"HX-Request": "true"}
OPTIONS = [{"slug": "broken", "name": "Broken"}, {"slug": "lost", "name": "Lost"}]


@pytest.fixture
def reason(db) -> Field:
    field = Field.objects.create(
        slug="reason", name="Reason", kind="choice", options=OPTIONS, is_listed=True
    )
    FieldUse.objects.create(workflow=make_workflow(), field=field)
    return field


@pytest.fixture
def ticket(agnes, reason) -> Ticket:
    return make_ticket(fields={"reason": "broken"})


def url(ticket) -> str:
    return f"/tickets/{ticket.number}/fields/"


def test_the_panel_shows_label_and_value(agnes_client, ticket):
    panel = agnes_client.get(f"/tickets/{ticket.number}/panel/").text
    assert "<dt>Reason</dt><dd><span>Broken</span></dd>" in panel


def test_a_value_is_changed_told_and_taken_back(agnes, agnes_client, ticket):
    answer = agnes_client.post(url(ticket), {"fields-reason": "lost"}, headers=HTMX)
    assert "<dt>Reason</dt><dd><span>Lost</span></dd>" in answer.text
    assert "Reason: Broken → <b>Lost</b>" in answer.text
    entry = Entry.objects.latest("pk")
    assert entry.changes == {"fields.reason": ["broken", "lost"]}
    agnes_client.post(f"/entries/{entry.pk}/undo/")
    ticket.refresh_from_db()
    assert ticket.fields == {"reason": "broken"}


def test_a_value_can_be_taken_away(agnes_client, ticket):
    agnes_client.post(url(ticket), {"fields-reason": ""})
    ticket.refresh_from_db()
    assert ticket.fields == {}


def test_what_is_no_value_is_asked_again(agnes_client, ticket):
    answer = agnes_client.post(url(ticket), {"fields-reason": "nonsense"}, headers=HTMX)
    assert answer.status_code == 422
    assert "Reason takes one of its values." in answer.text


def test_the_dialog_shows_what_there_is(agnes_client, ticket):
    assert '<option value="broken" selected>' in agnes_client.get(url(ticket)).text


def test_what_another_type_has_filled_in_is_kept(agnes_client, ticket):
    Field.objects.create(slug="serial", name="Serial number", kind="text")
    Ticket.objects.filter(pk=ticket.pk).update(fields={"serial": "AB 12"})
    panel = agnes_client.get(f"/tickets/{ticket.number}/panel/").text
    assert "<dt>Serial number</dt><dd><span>AB 12</span></dd>" in panel


def test_olaf_sees_and_changes_nothing(olaf_client, ticket):
    assert olaf_client.get(url(ticket)).status_code == 404
    assert olaf_client.post(url(ticket), {}).status_code == 404


def test_a_stranger_is_asked_to_sign_in(outsider_client, ticket):
    assert outsider_client.get(url(ticket)).status_code == 302
