"""Whose a new ticket is."""

from datetime import timedelta

import pytest

from ombud.core.actor import Requester
from ombud.testing.factories import make_agent, make_channel, make_team, make_workflow
from ombud.tickets.models import Ticket, Verb
from ombud.tickets.models.incoming import Incoming
from ombud.users.models import Absence, Helpdesk
from ombud.workflows.models import Category
from ombud.workflows.models.right import matrix

pytestmark = pytest.mark.django_db
WHO = Requester("Carla Conti", "carla@example.com")


def begin(team, **columns) -> Ticket:
    return Ticket.begin(
        subject="Broken", team=team, workflow=make_workflow(), **columns
    )


def outcomes(ticket: Ticket) -> list[tuple[str, str, str]]:
    return [
        (row["step"], row["outcome"], row.get("why", "")) for row in ticket.owner_chain
    ]


def send_away(user, substitute=None) -> Absence:
    today = user.day_at()
    return Absence.objects.plan(
        user, first_day=today, last_day=today, substitute=substitute
    )


def test_the_customers_agent_comes_first(support, agnes, bela, carla):
    carla.entrust(agnes)
    carla.organisation.entrust(bela)
    ticket = begin(support, contact=carla, channel=make_channel(responsible=bela))
    assert ticket.assignee == agnes
    assert outcomes(ticket) == [("contact", "owner", "")]


def test_then_the_companys(support, bela, carla):
    carla.organisation.entrust(bela)
    ticket = begin(support, contact=carla)
    assert ticket.assignee == bela
    assert outcomes(ticket)[0] == ("contact", "nobody", "")


def test_then_the_mailboxs(support, bela, carla):
    ticket = begin(support, contact=carla, channel=make_channel(responsible=bela))
    assert ticket.assignee == bela


def test_then_the_general_helpdesk(support, ines):
    Helpdesk.current().change(owner=ines)
    assert begin(support).assignee == ines


def test_the_helpdesk_may_leave_time_for_the_team(support, ines):
    Helpdesk.current().change(owner=ines, takes_at_once=False, ownerless_hours=8)
    ticket = begin(support)
    assert ticket.assignee is None
    assert outcomes(ticket) == [("general", "later", "later")]


def test_the_categorys_team_comes_before_the_helpdesk(support, ines):
    Helpdesk.current().change(owner=ines)
    category = Category(name="Returns", slug="returns", team=support)
    category.keep()
    ticket = begin(support, category=category)
    assert ticket.assignee is None
    assert outcomes(ticket) == [("category", "waits", "")]


def test_a_category_takes_its_team_from_above(support, ines):
    Helpdesk.current().change(owner=ines)
    above = Category(name="Returns", slug="returns", team=support)
    above.keep()
    below = Category(name="Broken", slug="broken", parent=above)
    below.keep()
    assert outcomes(begin(support, category=below)) == [("category", "waits", "")]


def test_who_has_left_is_skipped(support, agnes, bela, carla):
    agnes.is_active = False
    agnes.save()
    carla.entrust(agnes)
    carla.organisation.entrust(bela)
    ticket = begin(support, contact=carla)
    assert ticket.assignee == bela
    assert outcomes(ticket)[0] == ("contact", "skipped", "inactive")


def test_a_substitute_gets_what_is_the_absent_ones(support, agnes, bela, carla):
    absence = send_away(agnes, bela)
    carla.entrust(agnes)
    ticket = begin(support, contact=carla)
    assert ticket.assignee == bela
    assert ticket.owner_chain[0]["stand_in"] == "Béla Balogh"
    assert ticket.absence == absence


def test_an_absent_one_without_substitute_is_skipped(support, agnes, bela, carla):
    send_away(agnes)
    carla.entrust(agnes)
    ticket = begin(support, contact=carla, channel=make_channel(responsible=bela))
    assert ticket.assignee == bela
    assert outcomes(ticket)[0] == ("contact", "skipped", "absent")


def test_nobody_owns_what_they_cannot_work_on(support, olaf, carla):
    carla.entrust(olaf)
    ticket = begin(support, contact=carla)
    assert ticket.assignee is None
    assert outcomes(ticket)[0] == ("contact", "skipped", "not_in_team")


def test_the_helpdesk_brings_it_to_its_own_team(support, warehouse, olaf):
    Helpdesk.current().change(owner=olaf, team=warehouse)
    ticket = begin(support)
    assert (ticket.assignee, ticket.team) == (olaf, warehouse)


def test_what_a_person_says_wins(support, agnes, bela, carla):
    carla.entrust(agnes)
    ticket = begin(support, contact=carla, assignee=bela)
    assert ticket.assignee == bela
    assert outcomes(ticket) == [("hand", "owner", "")]


def test_where_nobody_is_set_it_waits_and_costs_its_row_alone(
    support, carla, django_assert_num_queries
):
    Helpdesk.current()
    workflow, channel = make_workflow(), make_channel()
    assert workflow.first_state
    assert carla.organisation
    with django_assert_num_queries(1):
        Ticket.begin(
            subject="A", team=support, workflow=workflow, contact=carla, channel=channel
        )


def test_a_responsible_one_costs_a_look_and_an_entry(
    support, agnes, bela, carla, django_assert_max_num_queries
):
    send_away(agnes, bela)
    carla.entrust(agnes)
    Helpdesk.current().change(owner=bela)
    # For some seconds in memory, as in every process that reads mail.
    Helpdesk.current()
    matrix()
    workflow, channel = make_workflow(), make_channel(responsible=bela)
    assert workflow.first_state
    # The row; who is here; the entry, who shall hear of it, what open pages are told.
    with django_assert_max_num_queries(5):
        ticket = Ticket.begin(
            subject="A", team=support, workflow=workflow, contact=carla, channel=channel
        )
        ticket.note_owner()


def test_a_ticket_by_hand_finds_its_owner_and_says_so(support, agnes, bela, carla):
    carla.entrust(bela)
    ticket = Ticket.open_for(
        WHO,
        Incoming.told(WHO, subject="Broken", text="It leaks."),
        by=agnes,
        subject="Broken",
        team=support,
        origin="phone",
    )
    assert ticket.assignee == bela
    entry = ticket.entries.get(verb=Verb.ASSIGNED)
    assert entry.changes == {"assignee": [None, bela.email]}
    assert entry.particulars["of"] == "Carla Conti"


def test_two_steps_of_absence_end_with_who_is_here(support, agnes, bela, carla):
    cleo = make_agent("Cleo Costa", make_team("support"))
    send_away(agnes, bela)
    send_away(bela, cleo)
    carla.entrust(agnes)
    assert begin(support, contact=carla).assignee == cleo


def test_a_day_later_the_absent_one_is_back(support, agnes, bela, carla):
    absence = send_away(agnes, bela)
    absence.first_day -= timedelta(days=2)
    absence.last_day -= timedelta(days=1)
    absence.save()
    carla.entrust(agnes)
    assert begin(support, contact=carla).assignee == agnes
