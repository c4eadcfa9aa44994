"""Agents open tickets by hand: calls, visits, letters."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ombud.channels.models import Delivery
from ombud.core.actor import Requester
from ombud.core.models import Installation
from ombud.customers.models import Contact
from ombud.testing.factories import (
    make_channel,
    make_contact,
    make_message,
    make_ticket,
    make_workflow,
)
from ombud.tickets.models import Entry, Ticket, Verb
from ombud.tickets.models.incoming import Incoming
from ombud.users.models import Role, Team, User
from ombud.users.permissions import Permission
from ombud.workflows.models import (
    ActionNotAllowed,
    Category,
    Field,
    FieldUse,
    Right,
    Workflow,
)
from ombud.workspace.caller_search import find_callers
from ombud.workspace.callers import Caller


@pytest.fixture(autouse=True)
def _workflow(db: None) -> None:
    make_workflow()


HTMX = {"HX-Request": "true", "HX-Target": "callers"}


@pytest.fixture
def agnes(agnes: User) -> User:
    """She sees the directory, which her colleagues do not."""
    may = [Permission.SEE_CUSTOMERS]
    agnes.roles.add(Role.objects.create(slug="c", name="C", permissions=may))
    return agnes


def wish(home: Team, **changes: Any) -> dict[str, Any]:
    return {
        "who": "Zoe Zander",
        "subject": "The kettle leaks",
        "text": "Since Monday.\nOnly when hot.",
        "origin": "phone",
        "team": home.pk,
        "assignee": "",
        "priority": "normal",
        "state": "new",
        "key": str(uuid4()),
    } | changes


def send(client: Client, home: Team, **changes: Any) -> Any:
    return client.post("/tickets/new/", wish(home, **changes))


def test_three_fields_suffice(agnes_client: Client, agnes: User, support: Team) -> None:
    page = agnes_client.get("/tickets/new/").content.decode()
    assert f'<option value="{agnes.pk}" selected>' in page
    assert f'<option value="{support.pk}" selected>' in page
    answer = send(agnes_client, support)
    ticket = Ticket.objects.get()
    assert answer["Location"] == f"/tickets/{ticket.number}/"
    assert (ticket.subject, ticket.requester_name, ticket.origin) == (
        "The kettle leaks",
        "Zoe Zander",
        "phone",
    )
    assert (ticket.state.slug, ticket.priority) == ("new", "normal")


def test_what_was_said_is_the_first_message(
    agnes_client: Client, agnes: User, support: Team
) -> None:
    send(agnes_client, support)
    said, opened = Entry.objects.all()
    assert (said.verb, said.author_name, said.text) == (
        Verb.RECEIVED,
        "Zoe Zander",
        "Since Monday.\nOnly when hot.",
    )
    assert (opened.verb, opened.agent) == (Verb.OPENED, agnes)
    assert said.message.filed_by == "new"


def test_what_was_said_on_the_phone_has_no_envelope(
    agnes_client: Client, support: Team
) -> None:
    page = agnes_client.get(send(agnes_client, support)["Location"]).content.decode()
    assert "Only when hot." in page
    assert 'class="envelope"' not in page


def test_lists_show_it_and_its_author_has_read_it(
    agnes_client: Client, agnes: User, bela: User, support: Team
) -> None:
    send(agnes_client, support)
    ticket = Ticket.objects.get()
    assert ticket.last_preview == "Since Monday. Only when hot."
    unread = Ticket.objects.visible_to(agnes).unread_by
    assert not unread(agnes).exists()
    assert unread(bela).get() == ticket


def test_nobody_is_written_to_unless_asked_for(
    agnes_client: Client, support: Team
) -> None:
    make_channel(support)
    send(agnes_client, support, who="zoe@stranger.example")
    assert not Delivery.objects.exists()
    send(agnes_client, support, who="zoe@stranger.example", confirm="on")
    assert Delivery.objects.get().recipients == ["zoe@stranger.example"]


def test_who_cannot_be_written_to_cannot_be_confirmed_to(
    agnes_client: Client, support: Team
) -> None:
    answer = send(agnes_client, support, confirm="on")
    assert answer.status_code == 422
    assert "There is no address to confirm to." in answer.content.decode()
    assert not Ticket.objects.exists()


def test_without_a_mailbox_nothing_is_opened_half(
    agnes_client: Client, support: Team
) -> None:
    answer = send(agnes_client, support, who="zoe@stranger.example", confirm="on")
    assert answer.status_code == 422
    assert "No mailbox can send yet." in answer.content.decode()
    assert not Ticket.objects.exists()


def test_two_clicks_open_one_ticket(agnes_client: Client, support: Team) -> None:
    key = str(uuid4())
    first, second = (send(agnes_client, support, key=key) for _click in "12")
    assert first["Location"] == second["Location"]
    assert Ticket.objects.count() == 1


@pytest.mark.parametrize(
    ("who", "found"),
    [
        ("Zoe Zander", ("Zoe Zander", "", "")),
        ("zoe@stranger.example", ("", "zoe@stranger.example", "")),
        ("Zoe Z <zoe@stranger.example>", ("Zoe Z", "zoe@stranger.example", "")),
        ("+49 351 000 0177", ("", "", "+49 351 000 0177")),
        ("Zoe @ home", ("Zoe @ home", "", "")),
    ],
)
def test_what_was_typed_is_read_as_what_it_is(
    who: str, found: tuple[str, str, str]
) -> None:
    caller = Caller.typed(who, "", "", "")
    assert (caller.name, caller.email, caller.phone) == found


def test_a_number_alone_names_the_requester(
    agnes_client: Client, support: Team
) -> None:
    send(agnes_client, support, who="+49 351 000 0177")
    ticket = Ticket.objects.get()
    assert ticket.requester == "+49 351 000 0177"
    assert ticket.requester_phone == "+49 351 000 0177"


def test_a_contact_who_was_chosen_is_who_it_is_about(
    agnes_client: Client, support: Team, carla: Contact
) -> None:
    carla.phones.create(number="+4930901820", is_main=True)
    Contact.objects.update(language="de")
    send(agnes_client, support, who="carl", person=f"contact-{carla.pk}")
    ticket = Ticket.objects.get()
    assert ticket.contact == carla
    assert (ticket.requester_name, ticket.requester_email, ticket.language) == (
        "Carla Conti",
        "carla@example.com",
        "de",
    )
    assert Entry.objects.filter(contact=carla).exists()


def test_a_known_address_is_its_contact_without_a_choice(
    agnes_client: Client, support: Team, carla: Contact
) -> None:
    send(agnes_client, support, who="CARLA@example.com")
    assert Ticket.objects.get().contact == carla


def test_a_typed_address_of_somebody_known_is_theirs_too(
    agnes_client: Client, support: Team, carla: Contact
) -> None:
    send(agnes_client, support, who="", name="C.", email="carla@example.com")
    assert Ticket.objects.get().contact == carla


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("who", ""),
        ("subject", ""),
        ("text", " "),
        ("origin", "pigeon"),
        ("priority", "soon"),
        ("state", "nowhere"),
        ("team", "0"),
        ("email", "zoe"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_stays(
    agnes_client: Client, support: Team, field: str, value: str
) -> None:
    answer = send(agnes_client, support, **{field: value})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Not saved" in page
    assert field in {"subject", "text"} or "Only when hot." in page
    assert not Ticket.objects.exists()


def test_it_can_be_resolved_at_once(agnes_client: Client, support: Team) -> None:
    send(agnes_client, support, state=["new", "solved"])
    ticket = Ticket.objects.get()
    assert (ticket.state.slug, ticket.is_open) == ("solved", False)
    opened = Entry.objects.get(verb=Verb.OPENED)
    assert opened.changes["state"] == ["new", "solved"]


def test_a_colleague_of_another_team_cannot_be_given_it(
    agnes_client: Client, support: Team, olaf: User
) -> None:
    answer = send(agnes_client, support, assignee=olaf.pk)
    assert "does not work in the team Support." in answer.content.decode()
    assert not Ticket.objects.exists()


def test_olaf_opens_none_in_a_team_of_others(
    olaf_client: Client, olaf: User, support: Team
) -> None:
    assert send(olaf_client, support).status_code == 422
    with pytest.raises(ActionNotAllowed):
        Ticket.open_for(
            Requester("Zoe", ""),
            Incoming.told(Requester("Zoe", ""), subject="Hi", text="Hi"),
            by=olaf,
            subject="Hi",
            team=support,
            origin="phone",
        )
    assert not Ticket.objects.exists()


def test_ines_may_open_them_in_every_team(
    ines_client: Client, support: Team, warehouse: Team
) -> None:
    for team in (support, warehouse):
        send(ines_client, team)
    assert {ticket.team for ticket in Ticket.objects.all()} == {support, warehouse}


def test_zoe_opens_none(outsider_client: Client, support: Team) -> None:
    for address in ("", "callers/", "orders/", "open-tickets/"):
        answer = outsider_client.get(f"/tickets/new/{address}")
        assert answer["Location"].startswith("/accounts/login/")
    assert send(outsider_client, support).status_code == 302
    assert not Ticket.objects.exists()


# ---- Finding people


@pytest.mark.parametrize(
    "words", ["conti", "carla con", "CARLA@", "example", "030 901820", "901820"]
)
def test_people_are_found_by_what_one_knows(
    agnes: User, carla: Contact, words: str
) -> None:
    carla.phones.create(number="+4930901820", is_main=True)
    make_contact("Dana Dorn", "dana@else.test", phone="+49 351 7")
    assert [one.name for one in find_callers(words, agnes)] == ["Carla Conti"]


def test_requesters_of_visible_tickets_are_found_once(agnes: User, olaf: User) -> None:
    for subject in ("One", "Two"):
        make_ticket(
            subject, requester_name="Zoe Zander", requester_email="zoe@stranger.example"
        )
    assert [one.email for one in find_callers("zander", agnes)] == [
        "zoe@stranger.example"
    ]
    assert not find_callers("zander", olaf)


def test_who_may_not_see_the_directory_finds_nobody_in_it(
    bela: User, bela_client: Client, support: Team, carla: Contact
) -> None:
    assert not find_callers("conti", bela)
    send(bela_client, support, who="Somebody", person=f"contact-{carla.pk}")
    assert Ticket.objects.get().contact is None
    # Whoever writes to their team is nobody unknown.
    make_ticket(contact=carla, requester_name="Carla Conti")
    assert [one.contact for one in find_callers("conti", bela)] == [carla]


def test_olaf_cannot_choose_a_requester_whom_he_may_not_see(
    olaf_client: Client, olaf: User, warehouse: Team
) -> None:
    ticket = make_ticket(requester_name="Zoe", requester_email="zoe@stranger.example")
    send(olaf_client, warehouse, who="Somebody", person=f"ticket-{ticket.number}")
    assert Ticket.objects.latest("pk").requester_email == ""


def test_the_search_answers_with_people_to_choose(
    agnes_client: Client, carla: Contact
) -> None:
    query = {"who": "conti"}
    page = agnes_client.get("/tickets/new/callers/", query, headers=HTMX).text
    assert page.lstrip().startswith('<div class="stack" id="callers"')
    assert f'value="contact-{carla.pk}"' in page
    assert 'value="" checked' in page


def test_a_whole_address_chooses_by_itself(
    agnes_client: Client, carla: Contact
) -> None:
    found = agnes_client.get(
        "/tickets/new/callers/",
        {"who": "carla@example.com", "person": ""},
        headers=HTMX,
    )
    assert f'value="contact-{carla.pk}" checked' in found.content.decode()


def test_open_tickets_of_the_person_are_shown(
    agnes_client: Client, carla: Contact
) -> None:
    open_one = make_ticket("The pump hums", contact=carla)
    make_ticket("Long ago", contact=carla, state="closed")
    page = agnes_client.get(
        "/tickets/new/open-tickets/", {"person": f"contact-{carla.pk}"}
    ).content.decode()
    assert open_one.get_absolute_url() in page
    assert "Long ago" not in page


def test_open_tickets_of_a_typed_address_are_shown(agnes_client: Client) -> None:
    make_ticket("The pump hums", requester_email="zoe@stranger.example")
    query = {"who": "", "email": "ZOE@stranger.example"}
    page = agnes_client.get("/tickets/new/open-tickets/", query).content.decode()
    assert "The pump hums" in page


@pytest.mark.parametrize("who", ["+49 351 000 0177", "Zoe Zander"])
def test_open_tickets_of_a_name_or_a_number_are_shown(
    agnes_client: Client, support: Team, who: str
) -> None:
    send(agnes_client, support, who=who, subject="The pump hums")
    query = {"who": who, "person": ""}
    page = agnes_client.get("/tickets/new/open-tickets/", query).content.decode()
    assert "The pump hums" in page


def test_olaf_sees_no_open_tickets_of_others(
    olaf_client: Client, carla: Contact
) -> None:
    make_ticket("The pump hums", contact=carla)
    query = {"person": f"contact-{carla.pk}"}
    page = olaf_client.get("/tickets/new/open-tickets/", query).content.decode()
    assert "The pump hums" not in page


def test_without_script_the_search_keeps_what_was_written(
    agnes_client: Client, carla: Contact
) -> None:
    query = {"who": "conti", "subject": "It leaks", "text": "Only when hot."}
    page = agnes_client.get("/tickets/new/", query).content.decode()
    assert f'value="contact-{carla.pk}"' in page
    assert 'value="It leaks"' in page
    assert "Only when hot." in page


def test_the_page_costs_the_same_however_many_there_are(
    agnes_client: Client, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    for number in range(8):
        contact = make_contact(f"Anna {number}", f"anna{number}@example.com")
        make_message(make_ticket(contact=contact))
    Installation.current()
    Category.objects.tree()
    with django_assert_max_num_queries(20):
        agnes_client.get("/tickets/new/", {"who": "anna"})


def test_it_is_a_button_a_key_and_a_command(agnes_client: Client) -> None:
    page = agnes_client.get("/inbox/").content.decode()
    assert 'data-hotkey="c"' in page
    assert page.count('href="/tickets/new/"') == 2
    found = agnes_client.get("/palette/", {"q": "new tick"}).content.decode()
    assert 'href="/tickets/new/"' in found


# ---- Its type, and what that asks for


def test_with_one_type_none_is_asked_for(agnes_client: Client) -> None:
    assert 'name="type"' not in agnes_client.get("/tickets/new/").content.decode()


def test_another_type_brings_its_fields_and_states(agnes_client: Client) -> None:
    make_workflow("application")
    part = agnes_client.get(
        "/tickets/new/type/",
        {"type": "application"},
        headers={"HX-Request": "true", "HX-Target": "new-type"},
    ).content.decode()
    assert part.lstrip().startswith('<div class="new-type stack" id="new-type"')
    assert 'name="fields-position_wanted"' in part
    assert '<option value="interview">Invited</option>' in part
    assert '<footer hx-swap-oob="true" class="form-foot" id="new-foot">' in part
    assert 'value="accepted"' in part


def test_without_script_the_page_shows_what_a_type_asks_for(
    agnes_client: Client,
) -> None:
    make_workflow("application")
    query = {"type": "application", "subject": "Baker", "fields-position_wanted": "B"}
    page = agnes_client.get("/tickets/new/", query).content.decode()
    assert 'value="application" checked' in page
    assert 'name="fields-position_wanted" value="B"' in page
    assert 'value="Baker"' in page


def test_what_was_filled_in_stands_in_entry_panel_and_timeline(
    agnes_client: Client, support: Team
) -> None:
    make_workflow("application")
    Category.objects.create(name="Jobs", slug="jobs").keep()
    wish = {"type": "application", "fields-position_wanted": "Baker"}
    answer = send(agnes_client, support, category="jobs", **wish)
    ticket = Ticket.objects.get()
    assert (ticket.workflow.slug, ticket.state.slug) == ("application", "new")
    assert Entry.objects.get(verb=Verb.OPENED).changes == {
        "category": [None, "jobs"],
        "fields.position_wanted": [None, "Baker"],
    }
    page = agnes_client.get(answer["Location"]).content.decode()
    assert "<dt>Position</dt><dd><span>Baker</span></dd>" in page
    assert "Position: – → <b>Baker</b>" in page
    assert "Category <b>Jobs</b>" in page


def test_what_a_type_requires_is_asked_for(agnes_client: Client, support: Team) -> None:
    application = make_workflow("application")
    FieldUse.objects.filter(workflow=application, action=None).update(required=True)
    answer = send(agnes_client, support, type="application")
    assert answer.status_code == 422
    assert "Position is needed." in answer.content.decode()
    assert not Ticket.objects.exists()


def test_an_uploaded_file_stays_with_the_opening(
    agnes_client: Client, support: Team
) -> None:
    field = Field.objects.create(slug="papers", name="Papers", kind="file")
    FieldUse.objects.create(workflow=make_workflow(), field=field, required=True)
    papers = SimpleUploadedFile("cv.pdf", b"%PDF-1.4", "application/pdf")
    send(agnes_client, support, **{"fields-papers": papers})
    assert Ticket.objects.get().fields == {"papers": "cv.pdf"}
    opened = Entry.objects.get(verb=Verb.OPENED)
    assert opened.attachments.get().read() == b"%PDF-1.4"


def test_a_type_that_was_switched_off_meanwhile_is_told(
    agnes_client: Client, support: Team
) -> None:
    make_workflow("application")
    Workflow.objects.filter(slug="application").update(is_active=False)
    answer = send(agnes_client, support, type="application")
    assert answer.status_code == 422
    assert "There is no such type any more." in answer.content.decode()


def test_a_type_whose_beginning_one_does_not_see_is_not_offered(
    agnes_client: Client, support: Team, warehouse: Team
) -> None:
    hidden = make_workflow("application")
    Right.objects.create(workflow=hidden, state=hidden.first_state, team=warehouse)
    assert 'name="type"' not in agnes_client.get("/tickets/new/").content.decode()
    assert send(agnes_client, support, type="application").status_code == 422


def test_types_and_their_fields_cost_the_same_on_every_page(
    agnes_client: Client, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    for slug in ("complaint", "application", "lead"):
        make_workflow(slug)
    Installation.current()
    Category.objects.tree()
    with django_assert_max_num_queries(17):
        agnes_client.get("/tickets/new/", {"type": "complaint"})


def test_outsiders_learn_nothing_of_types(outsider_client: Client) -> None:
    answer = outsider_client.get("/tickets/new/type/", {"type": "support"})
    assert answer["Location"].startswith("/accounts/login/")
