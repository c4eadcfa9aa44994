"""A form as anybody meets it."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ombud.channels.models import Delivery
from ombud.customers.models import Contact
from ombud.forms.models import Fate, Form, Submission
from ombud.forms.tests.conftest import Send, solve, token_in
from ombud.lib.mail import parse
from ombud.portal.models import CustomerLink
from ombud.tickets.models import Attachment, Ticket
from ombud.users.models import User

SAID = {"email": "carla@example.com", "message": "It leaks from below."}
PNG = b"\x89PNG\r\n\x1a\n" + bytes(30)


@pytest.mark.parametrize(
    ("ask", "header", "spoken"),
    [("de", "", "de"), ("", "cs,en;q=0.5", "cs"), ("el", "hu", "en-gb")],
)
def test_it_speaks_one_of_its_languages(
    contact_form: Form, client: Client, ask: str, header: str, spoken: str
) -> None:
    url = f"{contact_form.url_path}?lang={ask}"
    page = client.get(url, headers={"accept-language": header})
    assert page.headers["Content-Language"] == spoken
    assert f'<html lang="{spoken}"' in page.text


def test_its_texts_follow_the_language(contact_form: Form, client: Client) -> None:
    assert "<h1>Kontakt</h1>" in client.get(f"{contact_form.url_path}?lang=de").text
    # Without words of its own it has those of the first language that has some.
    assert "<h1>Kontakt</h1>" in client.get(f"{contact_form.url_path}?lang=cs").text


def test_what_was_sent_is_a_ticket_with_its_number_at_once(
    contact_form: Form, send: Send, carla: Contact, client: Client
) -> None:
    answer = send(contact_form, **SAID, name="Carla", subject="Kettle")
    ticket = Ticket.objects.get()
    thanks = client.get(answer.headers["Location"])
    assert f"#{ticket.number}" in thanks.text
    link = CustomerLink.objects.of(ticket)
    assert link.url in thanks.text
    assert "It leaks from below." in client.get(link.url_path).text
    assert (ticket.contact, ticket.matched_by, ticket.origin) == (
        carla,
        "email",
        "form",
    )
    assert ticket.subject == "Kettle"
    assert ticket.channel == contact_form.channel


def test_the_confirmation_has_number_and_link(contact_form: Form, send: Send) -> None:
    send(contact_form, **SAID)
    mail = parse(bytes(Delivery.objects.get().raw))
    ticket = Ticket.objects.get()
    assert CustomerLink.objects.of(ticket).url in mail.text
    assert f"#{ticket.number}" in mail.text
    assert mail.headers.get("Auto-Submitted")


def test_an_address_is_written_to_once_a_day(contact_form: Form, send: Send) -> None:
    for _ in range(2):
        send(contact_form, **SAID)
    assert Ticket.objects.count() == 2
    assert Delivery.objects.count() == 1


def test_custom_fields_are_kept_and_hidden_ones_are_not(
    contact_form: Form, send: Send
) -> None:
    send(contact_form, **SAID, **{"field-broken": "on", "field-since": "Monday"})
    assert Ticket.objects.get().fields == {"broken": True, "since": "Monday"}
    send(contact_form, **SAID, **{"field-since": "Tuesday"})
    assert "since" not in Ticket.objects.latest("pk").fields


def test_what_is_asked_beside_another_is_needed_then(
    contact_form: Form, send: Send
) -> None:
    answer = send(contact_form, **SAID, **{"field-broken": "on"})
    assert answer.status_code == 422
    assert "Fill in “Since when”." in answer.text
    assert not Submission.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"phone": "ask my wife"}, "This is no telephone number."),
        ({"email": "carla at home"}, "This is no e-mail address."),
        ({"message": ""}, "Fill in “What is it about?”."),
        ({"subject": "x" * 400}, "That is too long."),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(
    contact_form: Form, send: Send, wrong: dict[str, str], sentence: str
) -> None:
    answer = send(contact_form, **(SAID | wrong))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert not Ticket.objects.exists()


def test_a_telephone_number_finds_the_customer(
    contact_form: Form, send: Send, carla: Contact
) -> None:
    carla.phones.create(number="+420601000142", is_main=True)
    send(contact_form, email="new@example.net", message="x", phone="+420 601 000 142")
    ticket = Ticket.objects.get()
    assert (ticket.contact, ticket.matched_by) == (carla, "phone")


def test_files_come_along_and_are_what_they_are(
    contact_form: Form, send: Send, agnes_client: Client
) -> None:
    files = [
        SimpleUploadedFile("leak.png", PNG, "image/png"),
        SimpleUploadedFile("evil.png", b"<script>alert(1)</script>", "image/png"),
    ]
    send(contact_form, **SAID, attachments=files)
    kinds = dict(Attachment.objects.values_list("filename", "content_type"))
    assert kinds == {"leak.png": "image/png", "evil.png": "application/octet-stream"}
    evil = Attachment.objects.get(filename="evil.png")
    shown = agnes_client.get(f"/attachments/{evil.pk}/evil.png")
    assert shown.headers["Content-Type"] == "application/octet-stream"
    assert evil.entry.ticket == Ticket.objects.get()


def test_sent_twice_it_is_one_ticket(contact_form: Form, client: Client, send) -> None:
    page = client.get(contact_form.url_path).text
    said = SAID | {"token": token_in(page), "altcha": solve(page)}
    first, second = send(contact_form, **said), send(contact_form, **said)
    assert first.headers["Location"].rpartition("/sent/")[0]
    assert second.status_code == 302
    assert Ticket.objects.count() == Submission.objects.count() == 1


def test_without_scripts_it_waits_with_a_number(
    contact_form: Form, send: Send, client: Client
) -> None:
    answer = send(contact_form, **SAID, altcha="")
    submission = Submission.objects.get()
    assert submission.fate == Fate.HELD
    assert f"#{submission.number}" in client.get(answer.headers["Location"]).text
    assert not Ticket.objects.exists()


def test_a_form_may_take_what_comes_without_scripts(
    contact_form: Form, send: Send
) -> None:
    Form.objects.update(holds_unproven=False)
    send(contact_form, **SAID, altcha="")
    assert Ticket.objects.exists()


@pytest.mark.parametrize("trick", [{"website": "http://spam"}, {"wait": 1}])
def test_machines_are_held(contact_form: Form, send: Send, trick: dict) -> None:
    assert send(contact_form, **SAID, **trick).status_code == 302
    assert Submission.objects.get().fate == Fate.HELD


def test_a_solution_counts_once(contact_form: Form, send: Send, client: Client) -> None:
    proof = solve(client.get(contact_form.url_path).text)
    send(contact_form, **SAID, altcha=proof)
    send(contact_form, **SAID, altcha=proof)
    assert [one.fate for one in Submission.objects.all()] == ["held", "ticketed"]


@pytest.mark.parametrize("token", ["", "nonsense", "a:b:c"])
def test_a_page_that_is_not_ours_is_asked_again(
    contact_form: Form, send: Send, token: str
) -> None:
    answer = send(contact_form, **SAID, token=token)
    assert answer.status_code == 422
    assert "open for too long" in answer.text
    assert "It leaks from below." in answer.text


def test_a_flood_of_posts_is_stopped_before_the_database(
    contact_form: Form, client: Client, django_assert_num_queries
) -> None:
    url, said = contact_form.url_path, SAID | {"token": "x"}
    codes = [client.post(url, said).status_code for _ in range(10)]
    assert set(codes) == {422}
    client.post(url, said)
    with django_assert_num_queries(0):
        rest = [client.post(url, said) for _ in range(190)]
    assert {one.status_code for one in rest} == {429}
    assert "Too much came from your address" in rest[-1].text
    assert not Submission.objects.exists()


def test_a_closed_form_says_so(contact_form: Form, client: Client) -> None:
    Form.objects.update(is_active=False)
    page = client.get(contact_form.url_path)
    assert page.status_code == 410
    assert "This form is closed." in page.text
    assert client.post(contact_form.url_path, SAID).status_code == 410


def test_only_named_sites_may_frame_it(contact_form: Form, client: Client) -> None:
    plain = client.get(contact_form.url_path)
    assert "frame-ancestors 'self';" in plain.headers["Content-Security-Policy"]
    assert plain.headers["X-Frame-Options"] == "SAMEORIGIN"
    Form.objects.update(origins=["https://shop.example"])
    framed = client.get(f"{contact_form.url_path}?embed=1")
    policy = framed.headers["Content-Security-Policy"]
    assert "frame-ancestors 'self' https://shop.example;" in policy
    assert "X-Frame-Options" not in framed.headers
    other = client.get("/accounts/login/")
    assert other.headers["X-Frame-Options"] == "SAMEORIGIN"


def test_the_line_for_a_shop_is_a_script(contact_form: Form, client: Client) -> None:
    script = client.get("/embed/contact.js")
    assert script.headers["Content-Type"].startswith("text/javascript")
    assert "/f/contact/" in script.text
    Form.objects.update(is_active=False)
    assert "iframe" not in client.get("/embed/contact.js").text


def test_an_address_may_fill_in(contact_form: Form, client: Client) -> None:
    page = client.get(f"{contact_form.url_path}?subject=Kettle&email=x@example.com")
    assert 'value="Kettle"' in page.text


def test_nobody_is_stored_where_the_form_says_so(
    contact_form: Form, send: Send, carla: Contact
) -> None:
    Form.objects.update(not_stored=True)
    send(contact_form, **SAID)
    ticket = Ticket.objects.get()
    assert ticket.not_stored
    assert ticket.contact is None


def test_the_forms_own_agent_gets_it(
    contact_form: Form, send: Send, agnes: User
) -> None:
    Form.objects.update(responsible=agnes)
    send(contact_form, **SAID)
    ticket = Ticket.objects.get()
    assert ticket.assignee == agnes
    assert ticket.owner_chain[-1]["of"] == "Contact"


def test_what_cannot_be_filed_waits_and_is_tried_again(
    contact_form: Form, send: Send, agnes: User
) -> None:
    first = contact_form.workflow.states.first()
    taken = Ticket.objects.create(
        subject="Has the number",
        number=next_number() + 1,
        team=contact_form.team,
        workflow=contact_form.workflow,
        state=first,
    )
    answer = send(contact_form, **SAID)
    submission = Submission.objects.get()
    assert answer.status_code == 302
    assert submission.fate == Fate.FAILED
    taken.delete()
    assert submission.release(by=agnes)
    assert Ticket.objects.get().number == submission.number


def next_number() -> int:
    from ombud.forms.models.submission import _next_number

    return _next_number()


def test_a_receipt_cannot_be_guessed(contact_form: Form, client: Client) -> None:
    page = client.get(f"{contact_form.url_path}sent/{uuid4()}/")
    assert page.status_code == 410
