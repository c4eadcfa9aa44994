"""What is personal on a closed ticket goes in the end; figures stay."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from ombud.channels.models import Delivery
from ombud.core.actor import Machine
from ombud.core.models import Installation
from ombud.customers.models import Contact
from ombud.testing.factories import (
    make_contact,
    make_file,
    make_message,
    make_note,
    make_ticket,
    make_workflow,
)
from ombud.tickets.due_erasing import count_due, erase_due
from ombud.tickets.models import Attachment, Draft, Entry, Message, Ticket, Verb
from ombud.tickets.models.attachment import blob_name
from ombud.workflows.models import ActionNotAllowed

PAPERS = b"%PDF Petra's papers"


def applied(days: int = 181, **columns) -> Ticket:
    """An application that was closed so many days ago."""
    workflow = make_workflow("application")
    closed = timezone.now() - timedelta(days=days)
    ticket = make_ticket("Petra applies", fields={"position_wanted": "Baker"})
    values = {
        "workflow": workflow,
        "state": workflow.states.get(slug="closed"),
        "is_open": False,
        "closed_at": closed,
        "created_at": closed - timedelta(days=9),
        "requester_name": "Petra Lipa",
        "requester_email": "petra@lipa.example",
    }
    Ticket.objects.filter(pk=ticket.pk).update(**(values | columns))
    return now(ticket)


def now(ticket: Ticket) -> Ticket:
    return Ticket.objects.select_related("workflow", "state").get(pk=ticket.pk)


def kept_anywhere(word: str) -> list[str]:
    """Where the word still stands, as a dump of the rows would show it."""
    tables = (Ticket, Entry, Message, Attachment, Delivery, Contact, Draft)
    return [
        f"{table.__name__} {row}"
        for table in tables
        for row in table.objects.values()
        if word.lower() in repr(row).lower()
    ]


@pytest.fixture
def ticket(agnes) -> Ticket:
    """With a letter and its file, an answer, a note, a draft and a change."""
    found = applied()
    asked = make_message(found, "I am Petra.", sender="petra@lipa.example")
    make_file(asked, "petra.pdf", PAPERS, "application/pdf")
    to = [{"name": "Petra", "address": "petra@lipa.example"}]
    make_message(found, "Dear Petra", by=agnes, out=True, to=to, delivery="sent")
    Delivery.objects.update(raw=b"To: petra", recipients=["petra@lipa.example"])
    make_note(found, agnes, "Petra bakes well.")
    found.alter(by=agnes, subject="Petra, baker", **{"fields.position_wanted": "Petra"})
    Draft.objects.create(ticket=found, author=agnes, kind="reply", html="Dear Petra")
    return now(found)


def test_after_the_days_nothing_personal_is_left(ticket) -> None:
    assert kept_anywhere("petra")
    assert erase_due() == 1
    assert kept_anywhere("petra") == []


def test_number_dates_and_figures_stay(ticket) -> None:
    before = [(e.kind, e.verb, e.direction, e.at, e.agent) for e in Entry.objects.all()]
    ticket.erase(by=Machine())
    after = Entry.objects.exclude(verb=Verb.ERASED)
    assert before == [(e.kind, e.verb, e.direction, e.at, e.agent) for e in after]
    found = now(ticket)
    assert (found.number, found.created_at, found.closed_at, found.state) == (
        ticket.number,
        ticket.created_at,
        ticket.closed_at,
        ticket.state,
    )


def test_the_entry_says_so(agnes_client, ticket) -> None:
    ticket.erase(by=Machine())
    entry = Entry.objects.get(verb=Verb.ERASED)
    assert entry.particulars == {"days": 180, "messages": 2, "files": 1}
    page = agnes_client.get(f"/tickets/{ticket.number}/").content.decode()
    assert "Erased for good: messages, files and who it was about" in page
    assert "Petra" not in page


def test_what_was_drawn_before_is_not_shown_again(agnes_client, ticket) -> None:
    address = f"/tickets/{ticket.number}/"
    assert "I am Petra." in agnes_client.get(address).content.decode()
    ticket.erase(by=Machine())
    assert "I am Petra." not in agnes_client.get(address).content.decode()


def test_bytes_go_with_the_last_who_has_them(ticket, run_jobs) -> None:
    name = blob_name(Attachment.objects.get().digest)
    other = make_message(make_ticket("Another"), "The same file.")
    twin = make_file(other, "same.pdf", PAPERS, "application/pdf")
    ticket.erase(by=Machine())
    run_jobs()
    assert default_storage.exists(name)
    Entry.objects.filter(pk=other.pk).update(ticket=applied())
    assert erase_due() == 1
    run_jobs()
    assert not Attachment.objects.filter(pk=twin.pk).exists()
    assert not default_storage.exists(name)


def test_before_the_days_are_over_nothing_goes(db) -> None:
    ticket = applied(days=179)
    assert ticket.erase(by=Machine()) is None
    assert erase_due() == 0
    assert now(ticket).requester_name == "Petra Lipa"


def test_types_without_days_keep_their_tickets(db) -> None:
    make_ticket(state="closed", closed_at=timezone.now() - timedelta(days=9000))
    assert erase_due() == 0


def test_twice_is_once(ticket) -> None:
    assert (erase_due(), erase_due()) == (1, 0)
    assert Entry.objects.filter(verb=Verb.ERASED).count() == 1


def test_what_has_not_left_yet_is_waited_for(ticket) -> None:
    Delivery.objects.update(state="queued")
    assert erase_due() == 0
    assert now(ticket).erased_at is None


def test_opened_again_it_is_kept_as_long_as_a_new_one(agnes, ticket) -> None:
    ticket.erase(by=Machine())
    found = now(ticket)
    found.move(found.workflow.states.get(slug="open"), by=agnes)
    assert now(ticket).erased_at is None
    found.move(found.workflow.states.get(slug="closed"), by=agnes)
    assert erase_due() == 0


def test_nothing_from_before_can_be_taken_back(agnes, ticket) -> None:
    entry = ticket.alter(by=agnes, priority="high")
    ticket.erase(by=Machine())
    with pytest.raises(ActionNotAllowed, match="nothing in it"):
        now(ticket).undo(entry, by=agnes)


def test_who_is_known_by_this_ticket_alone_goes_too(db) -> None:
    petra = make_contact("Petra Lipa", "petra@lipa.example")
    applied(contact=petra).erase(by=Machine())
    assert not Contact.objects.exists()


@pytest.mark.parametrize("why", ["ticket", "company", "earlier"])
def test_who_is_known_otherwise_stays(db, why) -> None:
    company = "Lipa" if why == "company" else ""
    petra = make_contact("Petra Lipa", "petra@lipa.example", organisation=company)
    if why == "ticket":
        make_ticket("An order", contact=petra)
    if why == "earlier":
        Contact.objects.update(created_at=timezone.now() - timedelta(days=999))
    ticket = applied(contact=petra)
    ticket.erase(by=Machine())
    assert Contact.objects.get() == petra
    assert now(ticket).contact is None


def test_settings_tell_how_many_before_it_is_published(ines_client, ticket) -> None:
    address = "/settings/workflows/application/"
    told = "1 ticket has been closed for so long."
    assert told in ines_client.get(address).content.decode()
    typed = ines_client.get(f"{address}erasures/", {"erase_days": "30"})
    assert told in typed.content.decode()
    typed = ines_client.get(f"{address}erasures/", {"erase_days": "900"})
    assert "No ticket has been closed for so long." in typed.content.decode()
    for nonsense in ("", "-1", "many", "99999999"):
        answer = ines_client.get(f"{address}erasures/", {"erase_days": nonsense})
        assert "closed for so long" not in answer.content.decode()


def test_counting_is_one_query(ticket, django_assert_num_queries) -> None:
    workflow = ticket.workflow
    with django_assert_num_queries(1):
        assert count_due(workflow, 30) == 1


def test_olaf_and_zoe_learn_no_figures(olaf_client, outsider_client, ticket) -> None:
    address = "/settings/workflows/application/erasures/"
    assert olaf_client.get(address, {"erase_days": "30"}).status_code == 403
    assert outsider_client.get(address, {"erase_days": "30"}).status_code == 302
    assert olaf_client.get(f"/tickets/{ticket.number}/").status_code == 404


# ---- Those who did not agree to be stored


@pytest.mark.django_db
def test_whoever_is_not_stored_goes_after_the_companys_days():
    Installation.current().change(unstored_days=7)
    long_ago = timezone.now() - timedelta(days=8)
    gone = make_ticket(state="closed", not_stored=True, closed_at=long_ago)
    kept = make_ticket(state="closed", closed_at=long_ago)
    fresh = make_ticket(state="closed", not_stored=True, closed_at=timezone.now())
    erase_due()
    for one in (gone, kept, fresh):
        one.refresh_from_db()
    assert gone.erased_at
    assert not gone.requester_email
    assert [kept.erased_at, fresh.erased_at] == [None, None]
