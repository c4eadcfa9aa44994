"""Who gets the next answer, from which address, and what the button says."""

import pytest

from ombud.testing.factories import make_channel, make_message, make_ticket
from ombud.tickets.composer import composer_for
from ombud.tickets.models import Draft, Ticket
from ombud.tickets.people import read, typed

CARLA = {"name": "Carla Conti", "address": "carla@example.com"}
CARLOS = {"name": "Carlos Cruz", "address": "carlos@example.com"}
DORA = {"name": "Dora", "address": "dora@example.com"}
US = {"name": "", "address": "Support@shop.example"}


@pytest.fixture
def ticket(agnes):
    channel = make_channel(aliases=["info@shop.example"])
    return make_ticket(channel=channel, state="open")


def on(ticket, agent):
    return composer_for(Ticket.objects.for_page().get(pk=ticket.pk), agent)


def cc_of(*people):
    return {"envelope": {"cc": list(people)}}


def test_the_sender_gets_it_and_who_could_read_it(ticket, agnes):
    make_message(ticket, to=[US, DORA], **cc_of(CARLOS))
    composer = on(ticket, agnes)
    assert composer.to == "Carla Conti <carla@example.com>"
    assert composer.cc == "Dora <dora@example.com>, Carlos Cruz <carlos@example.com>"


def test_whoever_was_left_out_stays_out(ticket, agnes):
    make_message(ticket, **cc_of(CARLOS, DORA))
    ticket.reply(by=agnes, html="<p>A</p>", to=[CARLA], cc=[DORA])
    make_message(ticket, **cc_of(CARLOS, DORA))
    assert on(ticket, agnes).cc == "Dora <dora@example.com>"


def test_a_second_reply_goes_where_the_first_went(ticket, agnes):
    make_message(ticket, **cc_of(CARLOS))
    ticket.reply(by=agnes, html="<p>A</p>", to=[DORA], cc=[])
    composer = on(ticket, agnes)
    assert (composer.to, composer.cc) == ("Dora <dora@example.com>", "")


def test_somebody_new_is_flagged(ticket, agnes):
    make_message(ticket)
    make_message(ticket, **cc_of(CARLOS))
    assert on(ticket, agnes).joined == [CARLOS]


def test_on_the_first_message_nobody_is_new(ticket, agnes):
    make_message(ticket, **cc_of(CARLOS))
    assert on(ticket, agnes).joined == []


def test_without_a_message_the_requester_gets_it(ticket, agnes):
    assert on(ticket, agnes).to == "Carla Conti <carla@example.com>"


def test_a_reply_leaves_from_the_address_the_customer_wrote_to(ticket, agnes):
    make_message(ticket, to=[{"name": "", "address": "info@shop.example"}])
    composer = on(ticket, agnes)
    assert composer.sender == "info@shop.example"
    assert composer.senders == ["support@shop.example", "info@shop.example"]


def test_a_draft_keeps_its_own_recipients(ticket, agnes):
    make_message(ticket, **cc_of(CARLOS))
    words = {"html": "<p>A</p>", "to": "dora@example.com", "cc": ""}
    Draft.objects.keep(ticket, agnes, "reply", version=0, words=words)
    composer = on(ticket, agnes)
    assert (composer.to, composer.cc) == ("dora@example.com", "")


def test_the_button_says_where_the_workflow_leads(ticket, agnes):
    assert on(ticket, agnes).choice.state.slug == "waiting"


def test_the_button_says_what_was_chosen_last(ticket, agnes):
    composer = on(ticket, agnes)
    composer.habit = "solved"
    assert composer.choice.state.slug == "solved"


def test_a_state_that_no_action_leads_to_is_not_offered(ticket, agnes):
    assert [c.value for c in on(ticket, agnes).choices] == [
        "waiting",
        "solved",
        "closed",
    ]


def test_a_closed_ticket_takes_notes_only(agnes):
    ticket = make_ticket(channel=make_channel(), state="closed")
    assert [sheet.kind for sheet in on(ticket, agnes).sheets] == ["note"]


def test_olaf_has_no_composer(ticket, olaf):
    assert on(ticket, olaf).sheets == []


def test_where_no_mailbox_can_send_it_says_so(agnes):
    ticket = make_ticket(channel=make_channel(out_host=""))
    assert "Set up its outgoing server" in on(ticket, agnes).problem


def test_it_costs_three_queries(ticket, agnes, django_assert_num_queries):
    make_message(ticket, **cc_of(CARLOS))
    on(ticket, agnes)  # our own addresses are kept for half a minute
    found = Ticket.objects.for_page().get(pk=ticket.pk)
    assert agnes.permissions
    assert agnes.team_ids
    with django_assert_num_queries(3):
        composer = composer_for(found, agnes)
        assert composer.kind == "reply"
        assert composer.choices
        assert composer.signature == ""


@pytest.mark.parametrize(
    ("text", "addresses", "wrong"),
    [
        ("a@example.com, B <b@example.com>", ["a@example.com", "b@example.com"], []),
        ('"Conti, Carla" <c@example.com>; d@example.com', ["c@example.com"], []),
        ("a@example.com b@example.com\nc@example.com", ["a@example.com"], []),
        ("A@example.com, a@EXAMPLE.com", ["A@example.com"], []),
        ("Carla, a@example.com", ["a@example.com"], ["Carla"]),
        ("a@b", [], ["a@b"]),
        ("ä@example.com", [], ["ä@example.com"]),
        ("info@müller.example", ["info@müller.example"], []),
        ("", [], []),
    ],
)
def test_addresses_are_read_as_they_are_typed(text, addresses, wrong):
    people, bad = read(text)
    assert [one["address"] for one in people][: len(addresses)] == addresses
    assert bad == wrong


def test_what_is_written_is_read_back():
    people = [{"name": 'Conti, "C" \\ Carla', "address": "c@example.com"}, CARLOS]
    assert read(typed(people)) == (people, [])
