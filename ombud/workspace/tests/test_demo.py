"""The demo shop."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from ombud.channels.models import Channel, Delivery
from ombud.core.models import Installation
from ombud.core.remembered import remembered
from ombud.notifications.models import Notification
from ombud.sales.models import Link
from ombud.sources.models import Connector, Import
from ombud.tickets.counting import counts_for
from ombud.tickets.models import Attachment, Entry, Message, Ticket, Verb
from ombud.users.models import User
from ombud.workflows.starting import SLUGS
from ombud.workspace.demo.other_systems import REFUSED
from ombud.workspace.demo.story import Story, stories
from ombud.workspace.demo.web_forms import TICKETS


def load(**options: object) -> None:
    call_command("load_demo", verbosity=0, **options)


@pytest.fixture(scope="module")
def _loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Once for all tests of this file."""
    # What another file's tests have left there has gone from the database.
    cache.clear()
    remembered.forget_everything()
    with django_db_blocker.unblock(), transaction.atomic():
        load()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def _shop(_loaded: None, db: None) -> None:
    """The shop; what a test does to it is forgotten after the test."""


@pytest.mark.usefixtures("_shop")
def test_the_shop_is_open() -> None:
    assert Installation.objects.get().is_demo
    assert Ticket.objects.count() == len(stories()) + TICKETS
    # And the owner, who speaks what the visitor does.
    assert len({user.language for user in User.objects.exclude(language="")}) == 5
    assert not Channel.objects.fetched().exists()
    assert Attachment.objects.get(filename="invoice-CC-7718.pdf").read()[:5] == b"%PDF-"


@pytest.mark.usefixtures("_shop")
def test_nothing_lies_in_the_future() -> None:
    now = timezone.now()
    assert not Entry.objects.filter(at__gt=now).exists()
    assert not Ticket.objects.filter(last_message_at__gt=now).exists()
    assert Ticket.objects.filter(last_in_at__gt=now - timezone.timedelta(hours=1))


@pytest.mark.usefixtures("_shop")
def test_everybody_has_something_to_do() -> None:
    for agent in User.objects.agents().filter(teams__isnull=False).distinct():
        counts = counts_for(agent)
        assert 0 < counts["mine"] < 15, agent
        assert 0 < counts["unread"] < 40, agent


@pytest.mark.usefixtures("_shop")
def test_every_type_has_tickets_in_several_states() -> None:
    for slug in SLUGS:
        held = Ticket.objects.filter(workflow__slug=slug).values("state").distinct()
        assert held.count() >= 2, slug


@pytest.mark.usefixtures("_shop")
def test_finance_sees_what_awaits_payment_and_says_that_it_is_paid() -> None:
    ruth = User.objects.get(email="ruth@crema.example")
    seen = Ticket.objects.visible_to(ruth).select_related("state", "workflow")
    assert {ticket.state.slug for ticket in seen} == {"refund"}
    actions = [one.slug for ticket in seen for one in ticket.actions_for(ruth)]
    assert actions == ["paid"] * len(seen) != []


@pytest.mark.usefixtures("_shop")
def test_only_sales_own_leads() -> None:
    leads = Ticket.objects.filter(workflow__slug="lead", assignee__isnull=False)
    assert leads.count() >= 5
    assert not leads.exclude(assignee__teams__slug="sales").exists()


@pytest.mark.usefixtures("_shop")
def test_customers_were_told_and_nothing_is_missing_in_the_words() -> None:
    told = Entry.objects.filter(verb=Verb.NOTIFIED)
    assert {entry.cause for entry in told} >= {"ask-parcel", "refund", "paid"}
    assert not told.filter(text__contains="{{").exists()


@pytest.mark.usefixtures("_shop")
def test_one_mail_came_back_one_is_late_and_one_waits_for_its_time() -> None:
    states = set(Delivery.objects.values_list("state", flat=True))
    assert states == {"sent", "bounced", "delayed", "queued"}


@pytest.mark.usefixtures("_shop")
def test_every_message_has_its_envelope() -> None:
    said = Entry.objects.filter(kind="message")
    assert said.count() == Message.objects.count()
    assert not said.filter(message=None).exists()


@pytest.mark.usefixtures("_shop")
def test_twice_does_no_more_than_once() -> None:
    before = Ticket.objects.count(), Entry.objects.count(), User.objects.count()
    load()
    assert (
        Ticket.objects.count(),
        Entry.objects.count(),
        User.objects.count(),
    ) == before


@pytest.mark.usefixtures("_shop")
def test_a_crowd_comes_on_top() -> None:
    load(tickets=400)
    assert Ticket.objects.count() == 400
    load(tickets=400)
    assert Ticket.objects.count() == 400
    newest = Ticket.objects.order_by("-number").first()
    state, team = newest.state, newest.team
    fresh = Ticket.begin(subject="Next", team=team, workflow=newest.workflow)
    assert fresh.number > newest.number
    assert (state.workflow, fresh.pk) == (newest.workflow, newest.pk + 1)


@pytest.mark.usefixtures("_shop")
def test_the_crowd_agrees_with_its_timelines() -> None:
    load(tickets=400)
    made = Ticket.objects.order_by("-pk").prefetch_related("entries")[:240]
    for ticket in made:
        said = [e for e in ticket.entries.all() if e.kind != "event"]
        assert ticket.last_message_at == said[-1].at
        assert ticket.last_preview == said[-1].text[:160]
        assert ticket.is_open == (ticket.state.kind not in {"solved", "closed"})
        assert ticket.created_at == said[0].at


@pytest.mark.parametrize("story", stories(), ids=lambda story: story.subject)
def test_a_story_ends_before_now(story: Story) -> None:
    assert story.steps
    assert all(step.after < story.ago for step in story.steps)
    assert story.steps[0].verb == "in"


@pytest.mark.usefixtures("_shop")
def test_the_owners_bell_rings_and_she_follows_some() -> None:
    lena = User.objects.get(email="lena@crema.example")
    counts = counts_for(lena)
    assert counts["bell"] >= 3
    assert counts["followed"] == 3
    reasons = set(
        Notification.objects.filter(user=lena).values_list("reason", flat=True)
    )
    assert {"mentioned", "answered"} <= reasons
    assert not Notification.objects.exclude(mail="").exists()


@pytest.mark.usefixtures("_shop")
def test_a_finished_import_waits_to_be_mended() -> None:
    done = Import.objects.get()
    why = [row.why for row in done.refusals.all()]
    assert (done.state, done.created, done.refused) == ("done", 5, REFUSED), why


@pytest.mark.usefixtures("_shop")
def test_a_paused_system_alarms_nobody() -> None:
    assert Connector.objects.get().health == "off"
    assert not Connector.objects.silent()


@pytest.mark.usefixtures("_shop")
def test_applicants_become_no_customers() -> None:
    ticket = Ticket.objects.get(requester_email="reka.fodor@level.example")
    assert ticket.not_stored
    assert ticket.contact is None
    assert ticket.workflow.erase_days == 180


@pytest.mark.usefixtures("_shop")
def test_strangers_who_name_somebodys_order_are_asked_about_in_each_language() -> None:
    asked = Link.objects.filter(state="suggested", why="stranger", kind="order")
    languages = asked.values_list("ticket__language", flat=True)
    assert set(languages) == {"en-gb", "de", "cs", "hu", "el"}
    assert not Link.objects.standing().filter(why="stranger").exists()
