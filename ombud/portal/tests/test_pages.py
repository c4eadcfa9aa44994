"""What a customer sees and does on their page."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from ombud.core.actor import Machine, Requester
from ombud.portal.models import CustomerLink
from ombud.testing.factories import (
    make_entry,
    make_file,
    make_message,
    make_note,
    make_ticket,
)
from ombud.tickets.models import Attachment, Entry, EntryKind, Ticket, Verb
from ombud.users.models import Team, User

PNG = b"\x89PNG\r\n\x1a\n" + bytes(30)
HTML = b"<!doctype html><script>alert(document.domain)</script>"
EARLIER = timedelta(minutes=5)


def ours(ticket: Ticket, by: User, text: str, **columns: object) -> Entry:
    at = timezone.now() - EARLIER
    return make_message(ticket, text, by=by, out=True, at=at, **columns)


def test_the_customer_sees_letters_and_the_state(
    link: CustomerLink, phone: Client, agnes: User
) -> None:
    ours(link.ticket, agnes, "Which model is it?")
    page = phone.get(link.url_path)
    assert page.status_code == 200
    for words in ("It leaks from below.", "Which model is it?", "Agnes Adler"):
        assert words in page.text
    assert 'aria-current="step"' in page.text


def test_what_is_internal_stays_inside(
    link: CustomerLink, phone: Client, agnes: User
) -> None:
    ticket = link.ticket
    make_note(ticket, agnes, "NOTE-SECRET")
    forwarded = ours(
        ticket, agnes, "FORWARD-SECRET", to=[{"address": "s@supply.example"}]
    )
    ours(ticket, agnes, "SUPPLIER-SECRET", to=[{"address": "s@supply.example"}])
    Entry.objects.filter(pk=forwarded.pk).update(verb=Verb.FORWARDED)
    supplier = Requester("Supplier", "s@supply.example")
    make_message(ticket, "ANSWER-SECRET", by=supplier, sender="s@supply.example")
    make_entry(ticket, EntryKind.CALL, Verb.NOTED, by=agnes, text="CALL-SECRET")
    by_hand = make_message(ticket, "HAND-SECRET")
    by_hand.message.message_id = ""
    by_hand.message.save()
    make_ticket("Another SECRET matter", contact=ticket.contact)
    assert "SECRET" not in phone.get(link.url_path).text


def test_a_reply_is_seen_once_it_cannot_be_taken_back(
    link: CustomerLink, phone: Client, agnes: User
) -> None:
    make_message(link.ticket, "Too soon?", by=agnes, out=True)
    assert "Too soon?" not in phone.get(link.url_path).text


def test_nobody_learns_the_address_of_the_page(
    link: CustomerLink, phone: Client
) -> None:
    page = phone.get(link.url_path)
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in page.headers["X-Robots-Tag"]
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.parametrize(
    ("asked", "spoken"), [("de", "de"), ("el", "el"), ("xx", "cs")]
)
def test_it_speaks_the_tickets_language_unless_asked(
    link: CustomerLink, phone: Client, asked: str, spoken: str
) -> None:
    Ticket.objects.filter(pk=link.ticket_id).update(language="cs")
    page = phone.get(f"{link.url_path}?lang={asked}")
    assert page.headers["Content-Language"] == spoken
    assert f'<html lang="{spoken}"' in page.text


def test_an_answer_reopens_like_a_mail(link: CustomerLink, phone: Client) -> None:
    answer = phone.post(link.url_path, {"text": "It is the Brio.", "key": uuid4()})
    assert answer.status_code == 302
    ticket = Ticket.objects.get(pk=link.ticket_id)
    assert ticket.state.slug == "open"
    entry = ticket.entries.get(text="It is the Brio.")
    assert entry.contact == link.ticket.contact
    assert entry.message.filed_by == "page"
    page = phone.get(answer.headers["Location"])
    assert "It is the Brio." in page.text
    assert "We have it." in page.text


def test_sent_twice_it_is_there_once(link: CustomerLink, phone: Client) -> None:
    said = {"text": "It is the Brio.", "key": uuid4()}
    for _ in range(2):
        phone.post(link.url_path, said)
    assert Entry.objects.filter(text="It is the Brio.").count() == 1


def test_a_photo_without_words_is_an_entry(link: CustomerLink, phone: Client) -> None:
    photo = SimpleUploadedFile("leak.png", PNG, "image/png")
    phone.post(link.url_path, {"photos": photo})
    file = Attachment.objects.get(filename="leak.png")
    assert file.entry.text == "1 file"
    url = f"{link.url_path}files/{file.pk}/leak.png"
    assert phone.get(url).headers["Content-Type"] == "image/png"


def test_a_page_that_calls_itself_a_picture_is_only_bytes(
    link: CustomerLink, phone: Client, agnes_client: Client
) -> None:
    phone.post(
        link.url_path, {"attachments": SimpleUploadedFile("x.png", HTML, "image/png")}
    )
    file = Attachment.objects.get(filename="x.png")
    mine = phone.get(f"{link.url_path}files/{file.pk}/x.png")
    theirs = agnes_client.get(f"/attachments/{file.pk}/x.png")
    for answer in (mine, theirs):
        assert answer.headers["Content-Type"] == "application/octet-stream"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "attachment" in answer.headers["Content-Disposition"]


def test_files_of_notes_and_of_other_tickets_are_not_found(
    link: CustomerLink, phone: Client, agnes: User
) -> None:
    note = make_file(make_note(link.ticket, agnes), content=PNG)
    other = make_file(make_message(make_ticket("Other")), content=PNG)
    for file in (note, other):
        assert phone.get(f"{link.url_path}files/{file.pk}/a.png").status_code == 404
        assert phone.get(f"{link.url_path}files/{file.pk}/small/").status_code == 404


def test_nothing_is_sent_without_a_word(link: CustomerLink, phone: Client) -> None:
    answer = phone.post(link.url_path, {"text": "  "})
    assert answer.status_code == 422
    assert "Write something, or choose a photo." in answer.text


def test_too_many_files_are_refused_in_a_sentence(
    link: CustomerLink, phone: Client
) -> None:
    files = [SimpleUploadedFile(f"{n}.png", PNG) for n in range(11)]
    answer = phone.post(link.url_path, {"attachments": files})
    assert answer.status_code == 422
    assert "11 files" in answer.text


def test_too_many_answers_are_refused(link: CustomerLink, phone: Client) -> None:
    codes = [phone.post(link.url_path, {"text": "x"}).status_code for _ in range(32)]
    assert codes[-1] == 429
    assert codes.count(302) == 30


def test_after_too_long_it_begins_anew_on_a_page_of_its_own(
    link: CustomerLink, phone: Client
) -> None:
    ticket = link.ticket
    closed = ticket.workflow.states.get(slug="closed")
    ticket.change(state=closed)
    Ticket.objects.filter(pk=ticket.pk).update(
        closed_at=timezone.now() - timedelta(days=400)
    )
    ticket.workflow.reopen_days = 14
    ticket.workflow.save()
    answer = phone.post(link.url_path, {"text": "It leaks again, in another place."})
    newer = Ticket.objects.latest("pk")
    assert newer != ticket
    assert CustomerLink.objects.of(newer).url_path in answer.headers["Location"]


def test_a_link_of_nobody_known_works_too(phone: Client, support: Team) -> None:
    ticket = make_ticket(requester_name="", requester_email="")
    link = CustomerLink.objects.make(ticket, by=Machine(), quiet=True)
    assert phone.post(link.url_path, {"text": "Hello"}).status_code == 302


def test_the_page_costs_the_same_with_many_letters(
    link: CustomerLink, phone: Client, django_assert_max_num_queries
) -> None:
    for number in range(12):
        make_message(link.ticket, f"Letter {number}")
    phone.get(link.url_path)
    with django_assert_max_num_queries(6):
        phone.get(link.url_path)
