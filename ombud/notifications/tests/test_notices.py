"""Notices of the workflow: to customers, agents, addresses, and when silent."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from ombud.channels.models import Delivery
from ombud.core.actor import Machine
from ombud.lib.mail import parse
from ombud.notifications.filling import preview, samples
from ombud.notifications.hearing import hear
from ombud.notifications.models import Notification
from ombud.testing.factories import (
    make_channel,
    make_contact,
    make_message,
    make_ticket,
    make_workflow,
)
from ombud.tickets.models import Entry, Ticket, Verb
from ombud.workflows.models import Field, Notice
from ombud.workflows.words import PLACEHOLDERS

TEXTS = {
    "en": {"subject": "About #{{ ticket.number }}", "body": "It is {{ ticket.state }}."}
}


@pytest.fixture
def workflow(db):
    found = make_workflow()
    found.notices.all().delete()
    return found


@pytest.fixture
def ticket(workflow, support):
    found = make_ticket(channel=make_channel(), language="en")
    make_message(found, at=timezone.now() - timedelta(hours=1))
    hear()
    return Ticket.objects.get(pk=found.pk)


def plan(workflow, to, event="action", action="open", **text):
    texts = {"en": {**TEXTS["en"], **text}}
    found = workflow.actions.get(slug=action) if event == "action" else None
    return Notice.objects.create(
        workflow=workflow, event=event, action=found, recipients=to, texts=texts
    )


def perform(ticket, slug, by, **values):
    fresh = Ticket.objects.get(pk=ticket.pk)
    entry = fresh.perform(fresh.action(slug, by=by), by=by, values=values)
    hear()
    return entry


def told():
    return list(Entry.objects.filter(verb=Verb.NOTIFIED).order_by("pk"))


def failures():
    rows = Entry.objects.filter(verb=Verb.NOTICE_FAILED)
    return [row.particulars["error"] for row in rows]


def test_the_customer_is_told_that_work_has_begun(workflow, ticket, agnes):
    plan(workflow, ["customer"])
    perform(ticket, "open", agnes)
    (entry,) = told()
    mail = parse(bytes(entry.message.delivery.raw))
    assert entry.text == "It is In progress."
    assert mail.to[0].address == "carla@example.com"
    assert mail.headers.raw("Auto-Submitted").strip() == "auto-replied"
    assert mail.in_reply_to == Entry.objects.earliest("pk").message.message_id
    assert entry.author_name == "Ombud"


def test_it_shows_its_way_on_the_timeline_and_not_in_lists(
    workflow, ticket, agnes, agnes_client
):
    plan(workflow, ["customer"])
    perform(ticket, "open", agnes)
    page = agnes_client.get(ticket.get_absolute_url()).content.decode()
    assert "It is In progress." in page
    assert "leaves in" in page
    assert Ticket.objects.get(pk=ticket.pk).last_preview == "It leaks from below."


def test_the_customer_is_told_that_it_is_done(workflow, ticket, agnes):
    plan(workflow, ["customer"], event="completed", body="{{ action.name }}: done.")
    perform(ticket, "solve", agnes)
    perform(ticket, "close", agnes)
    assert [entry.text for entry in told()] == ["Solve: done."]


def test_silent_where_the_action_was_itself_a_reply(workflow, ticket, agnes):
    plan(workflow, ["customer"], action="reply")
    perform(ticket, "reply", agnes, text="Hello")
    assert told() == []


def test_silent_where_an_agent_has_just_written(workflow, ticket, agnes):
    plan(workflow, ["customer"])
    perform(ticket, "reply", agnes, text="Hello")
    perform(ticket, "open", agnes)
    assert told() == []


def test_not_silent_where_that_was_a_while_ago(workflow, ticket, agnes):
    plan(workflow, ["customer"])
    perform(ticket, "reply", agnes, text="Hello")
    with time_machine.travel(timezone.now() + timedelta(minutes=3)):
        perform(ticket, "open", agnes)
    assert len(told()) == 1


def test_the_same_action_twice_is_told_once(workflow, ticket, agnes):
    plan(workflow, ["customer"])
    for slug in ("open", "wait", "open"):
        perform(ticket, slug, agnes)
    assert len(told()) == 1


def test_the_next_step_is_told_however_soon(workflow, ticket, agnes):
    plan(workflow, ["customer"])
    plan(workflow, ["customer"], event="completed")
    perform(ticket, "open", agnes)
    perform(ticket, "solve", agnes)
    assert len(told()) == 2


def test_machines_and_lists_are_told_nothing(workflow, ticket, agnes):
    make_message(ticket, particulars={"machine": "list"})
    plan(workflow, ["customer"])
    perform(ticket, "open", agnes)
    assert told() == []


def test_our_own_mailboxes_are_told_nothing(workflow, ticket, agnes):
    make_channel(address="carla@example.com")
    plan(workflow, ["customer"])
    perform(ticket, "open", agnes)
    assert told() == []


def test_an_opened_ticket_is_told_where_no_mailbox_confirms(workflow, support):
    plan(workflow, ["customer"], event="created")
    for channel in (make_channel(auto_reply=False), make_channel(), None):
        make_message(make_ticket(channel=channel, language="en"))
        hear()
    # The second is confirmed by its mailbox; the third would be one too many a day.
    assert len(told()) == 1


def test_taking_the_action_back_calls_the_letter_back(workflow, ticket, agnes):
    plan(workflow, ["customer"])
    entry = perform(ticket, "open", agnes)
    Ticket.objects.get(pk=ticket.pk).undo(entry, by=agnes)
    hear()
    assert Delivery.objects.get().state == "cancelled"
    assert told()[0].undone_at


def test_a_reply_at_once_takes_the_letters_place(workflow, ticket, agnes):
    plan(workflow, ["customer"])
    perform(ticket, "open", agnes)
    perform(ticket, "reply", agnes, text="Hello, Agnes here.")
    states = {one.message.entry.verb: one.state for one in Delivery.objects.all()}
    assert states == {"notified": "cancelled", "replied": "queued"}


def test_it_speaks_the_customers_language(workflow, ticket, agnes):
    notice = plan(workflow, ["customer"])
    notice.texts["de"] = {"subject": "Zu #{{ ticket.number }}", "body": "Begonnen."}
    notice.save()
    Ticket.objects.update(language="de")
    perform(ticket, "open", agnes)
    assert [entry.text for entry in told()] == ["Begonnen."]


def test_fields_are_filled_in_as_people_read_them(workflow, ticket, agnes):
    Field.objects.create(slug="date", name="Date", kind="date")
    Ticket.objects.update(fields={"date": "2026-12-24"})
    plan(workflow, ["customer"], body="On {{ fields.date }}.")
    perform(ticket, "open", agnes)
    assert told()[0].text == "On 24/12/2026."


def test_an_empty_placeholder_sends_nothing_and_says_which(
    workflow, ticket, agnes, agnes_client
):
    plan(workflow, ["customer"], body="For {{ customer.organisation }}.")
    perform(ticket, "open", agnes)
    assert told() == []
    assert failures() == ["“customer.organisation” has no value on this ticket."]
    page = agnes_client.get(ticket.get_absolute_url()).content.decode()
    assert "A notice was not sent" in page


def test_a_text_may_say_what_stands_instead(workflow, ticket, agnes):
    body = (
        "{% if customer.organisation %}X{% endif %}"
        "{{ customer.organisation | default: 'you' }}"
    )
    plan(workflow, ["customer"], body=body)
    perform(ticket, "open", agnes)
    assert told()[0].text == "you"


def test_an_unreadable_text_sends_nothing(workflow, ticket, agnes):
    plan(workflow, ["customer", "assignee"], body="{{ nonsense.word }}")
    ticket.assign(agent=agnes, by=Machine())
    perform(ticket, "open", by=Machine())
    assert told() == []
    assert len(failures()) == 2


def test_without_a_mailbox_it_says_so(workflow, support, agnes):
    ticket = make_ticket(language="en")
    make_message(ticket)
    plan(workflow, ["customer"])
    perform(ticket, "open", agnes)
    assert "No mailbox can send yet" in failures()[0]


def test_an_address_gets_a_letter_of_the_ticket(workflow, ticket, agnes):
    plan(workflow, ["address:depot@example.com"])
    perform(ticket, "open", agnes)
    assert Delivery.objects.get().recipients == ["depot@example.com"]


def test_agents_get_it_under_the_bell_and_by_mail(workflow, ticket, agnes, bela):
    ticket.assign(agent=bela, by=bela)
    hear()
    plan(
        workflow, ["assignee", "agent:agnes@ombud.example"], body="Go, {{ actor.name }}"
    )
    perform(ticket, "open", agnes)
    row = Notification.objects.get()
    assert (row.user, row.reason, row.text) == (bela, "notice", "Go, Agnes Adler")
    raw = bytes(Delivery.objects.get().raw)
    assert parse(raw).subject == f"[#{ticket.number}] About #{ticket.number}"


def test_team_followers_and_who_had_it(workflow, ticket, agnes, bela, ines, olaf):
    ticket.assign(agent=bela, by=ines)
    ticket.follow(by=olaf)
    hear()
    Notification.objects.all().delete()
    plan(workflow, ["team", "followers", "previous-assignee", "lead"], action="take")
    perform(ticket, "take", agnes)
    rows = Notification.objects.values_list("user__name", "reason", "subject")
    assert list(rows) == [("Béla Balogh", "taken", f"About #{ticket.number}")]


def test_a_note_is_never_quoted_to_the_customer(workflow, ticket, agnes):
    plan(workflow, ["customer"], action="note", body="You said: {{ message.text }}")
    perform(ticket, "note", agnes, text="He lies.")
    assert told()[0].text == "You said: It leaks from below."


def test_every_placeholder_has_a_value(ticket, agnes):
    contact = make_contact("Carla Conti", organisation="Example Ltd")
    Ticket.objects.update(contact=contact, assignee=agnes)
    perform(ticket, "open", agnes)
    body = "|".join(f"{{{{ {name} }}}}" for name in PLACEHOLDERS)
    shown = preview(
        {"en": {"subject": "", "body": body}}, Ticket.objects.get(), "en-gb"
    )
    assert shown.problem == ""
    assert f"{ticket.number}|The kettle leaks|In progress|Support|Normal|" in shown.body
    assert "|Carla Conti|Carla|carla@example.com|Example Ltd|Agnes Adler|" in shown.body


def test_a_preview_without_a_ticket_shows_samples(db):
    text = {"en": {"subject": "{{ ticket.number }}", "body": "{{ customer.name }}"}}
    shown = preview(text, None, "de")
    assert (shown.subject, shown.body) == ("1042", "Carla Conti")
    assert samples()["company"]["name"] == "Crema & Co."


def test_a_preview_says_what_is_wrong(ticket):
    text = {"en": {"subject": "", "body": "{{ ticket.assignee }}"}}
    shown = preview(text, ticket, "en-gb")
    assert shown.problem == "“ticket.assignee” has no value on this ticket."


def test_the_starters_notices_can_be_sent(support, agnes, ticket, db):
    from ombud.workflows.publishing import publish
    from ombud.workflows.starting import starter_plan

    publish(starter_plan("support"))
    for language in ("en-gb", "de", "cs", "hu", "el"):
        for notice in make_workflow().notices.all():
            shown = preview(notice.texts, ticket, language)
            assert shown.problem == ""
            assert str(ticket.number) in shown.body
