"""A ticket's type is shown, and changed in a dialog that says what it means."""

import pytest

from ombud.testing.factories import make_ticket, make_workflow
from ombud.tickets.models import Entry, Ticket
from ombud.workflows.models import Field, FieldUse, Workflow

HTMX = {"HX-Request": "true"}


@pytest.fixture
def application(db) -> Workflow:
    return make_workflow("application")


@pytest.fixture
def ticket(agnes, application) -> Ticket:
    Field.objects.create(slug="serial", name="Serial number", kind="text")
    return make_ticket(state="waiting", fields={"serial": "AB 12"})


def url(ticket) -> str:
    return f"/tickets/{ticket.number}/type/"


def change(client, ticket, **values):
    return client.post(url(ticket), {"type": "application"} | values, headers=HTMX)


def test_panel_and_menu_lead_to_it(agnes_client, ticket):
    page = agnes_client.get(f"/tickets/{ticket.number}/").text
    assert page.count(f'hx-get="{url(ticket)}"') == 2
    assert "<dt>Type</dt>" in page


def test_with_one_type_nothing_is_offered(agnes_client, agnes):
    page = agnes_client.get(f"/tickets/{make_ticket().number}/").text
    assert "Change type" not in page


def test_the_dialog_asks_which(agnes_client, ticket):
    page = agnes_client.get(url(ticket)).text
    assert '<option value="application">Application</option>' in page
    assert "It stands in" not in page


def test_it_says_where_it_lands_what_is_asked_and_what_is_kept(agnes_client, ticket):
    page = agnes_client.get(url(ticket), {"type": "application"}).text
    assert '<option value="interview" selected>Invited</option>' in page
    assert 'name="fields-position_wanted"' in page
    assert "<dd>Serial number: AB 12</dd>" in page


def test_it_is_changed_told_and_taken_back(agnes_client, ticket):
    wish = {"state": "open", "fields-position_wanted": "Baker"}
    answer = change(agnes_client, ticket, **wish)
    assert answer["HX-Redirect"] == f"/tickets/{ticket.number}/"
    page = agnes_client.get(f"/tickets/{ticket.number}/").text
    assert "Type Support → <b>Application</b>" in page
    assert "Waiting for customer → <b>Review</b>" in page
    assert "Kept from the type before: Serial number: AB 12" in page
    assert "<dt>Position</dt><dd><span>Baker</span></dd>" in page
    entry = Entry.objects.latest("pk")
    here = HTMX | {"HX-Current-URL": f"http://testserver/tickets/{ticket.number}/"}
    back = agnes_client.post(f"/entries/{entry.pk}/undo/", headers=here)
    assert back["HX-Redirect"] == f"/tickets/{ticket.number}/"
    ticket.refresh_from_db()
    assert (ticket.workflow.slug, ticket.state.slug) == ("support", "waiting")


def test_without_script_the_page_follows(agnes_client, ticket):
    answer = agnes_client.post(url(ticket), {"type": "application"})
    assert answer["Location"] == f"/tickets/{ticket.number}/"


def test_what_is_required_is_asked_again(agnes_client, ticket, application):
    FieldUse.objects.filter(workflow=application, action=None).update(required=True)
    answer = change(agnes_client, ticket)
    assert answer.status_code == 422
    assert "Position is needed." in answer.text


@pytest.mark.parametrize(
    ("wish", "sentence"),
    [
        ({"type": "gone"}, "There is no type “gone” any more. Choose another one."),
        ({"type": ""}, "Choose a type."),
        ({"state": "gone"}, "There is no state “gone” in this type."),
    ],
)
def test_what_is_not_there_any_more_is_said(agnes_client, ticket, wish, sentence):
    answer = change(agnes_client, ticket, **wish)
    assert answer.status_code == 422
    assert sentence in answer.text
    ticket.refresh_from_db()
    assert ticket.workflow.slug == "support"


def test_the_palette_offers_it_on_a_ticket(agnes_client, ticket):
    headers = HTMX | {"HX-Current-URL": f"http://testserver/tickets/{ticket.number}/"}
    found = agnes_client.get("/palette/", {"q": "application"}, headers=headers).text
    assert f'hx-get="{url(ticket)}?type=application"' in found
    elsewhere = HTMX | {"HX-Current-URL": "http://testserver/inbox/"}
    found = agnes_client.get("/palette/", {"q": "application"}, headers=elsewhere).text
    assert "Change type" not in found


def test_the_dialog_costs_the_same_whatever_it_shows(
    agnes_client, ticket, django_assert_max_num_queries
):
    make_workflow("complaint")
    agnes_client.get(url(ticket), {"type": "complaint"})
    with django_assert_max_num_queries(12):
        agnes_client.get(url(ticket), {"type": "complaint"})


def test_olaf_sees_and_changes_nothing(olaf_client, ticket):
    assert olaf_client.get(url(ticket)).status_code == 404
    assert change(olaf_client, ticket).status_code == 404


def test_a_stranger_is_asked_to_sign_in(outsider_client, ticket):
    assert outsider_client.get(url(ticket)).status_code == 302


def test_the_history_calls_states_as_their_type_called_them_then(
    agnes, agnes_client, ticket, application
):
    ticket.move(ticket.workflow.states.get(slug="open"), by=agnes)
    ticket.retype(application, by=agnes)
    page = agnes_client.get(f"/tickets/{ticket.number}/").text
    assert "Waiting for customer → <b>Open</b>" in page
    assert "Open → <b>Review</b>" in page
