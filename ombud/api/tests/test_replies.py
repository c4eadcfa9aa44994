"""POST /tickets/{number}/replies and /notes."""

from email import message_from_bytes
from email.policy import default

from django.core.files.uploadedfile import SimpleUploadedFile

from ombud.api.tests.conftest import Program
from ombud.channels.models import Delivery
from ombud.customers.models import Contact
from ombud.tickets.models import Ticket


def test_a_reply_goes_to_the_one_who_wrote(
    agnes_calls: Program, ticket: Ticket
) -> None:
    answer = agnes_calls.post(f"/tickets/{ticket.number}/replies", {"text": "We come."})
    assert answer.status_code == 201
    entry = answer.json()
    assert (entry["direction"], entry["text"]) == ("out", "We come.")
    delivery = entry["delivery"]
    assert (delivery["state"], delivery["attempts"]) == ("queued", 0)
    assert delivery["due_at"]
    assert entry["changes"]["state"] == ["new", "waiting"]
    assert entry["undoable"]
    assert Delivery.objects.get().recipients == ["zoe@stranger.example"]


def test_a_reply_takes_addresses_and_a_state(
    agnes_calls: Program, ticket: Ticket
) -> None:
    wish = {
        "html": "<p>We come.</p>",
        "to": ["Zoe <zoe@stranger.example>"],
        "cc": ["carl@stranger.example"],
        "state": "solved",
    }
    answer = agnes_calls.post(f"/tickets/{ticket.number}/replies", wish)
    assert answer.json()["changes"]["state"] == ["new", "solved"]
    assert Delivery.objects.get().recipients == [
        "zoe@stranger.example",
        "carl@stranger.example",
    ]


def test_files_travel_with_a_reply(agnes_calls: Program, ticket: Ticket) -> None:
    answer = agnes_calls.send(
        f"/tickets/{ticket.number}/replies",
        text="The label.",
        to=["zoe@stranger.example"],
        attachments=[
            SimpleUploadedFile("label.pdf", b"%PDF-1", "application/pdf"),
            SimpleUploadedFile("b.png", b"\x89PNG", "image/png"),
        ],
    )
    assert answer.status_code == 201
    names = [file["filename"] for file in answer.json()["attachments"]]
    assert names == ["label.pdf", "b.png"]
    mail = message_from_bytes(bytes(Delivery.objects.get().raw), policy=default)
    assert {p.get_filename() for p in mail.iter_attachments()} == set(names)


def test_the_same_key_answers_once(agnes_calls: Program, ticket: Ticket) -> None:
    path, wish = f"/tickets/{ticket.number}/replies", {"text": "We come."}
    key = {"Idempotency-Key": "one"}
    ids = {agnes_calls.post(path, wish, **key).json()["id"] for _ in range(3)}
    assert len(ids) == 1
    assert Delivery.objects.count() == 1


def test_a_reply_is_taken_back_before_it_leaves(
    agnes_calls: Program, ticket: Ticket
) -> None:
    path = f"/tickets/{ticket.number}/replies"
    entry = agnes_calls.post(path, {"text": "Oops."}).json()
    answer = agnes_calls.post(f"/entries/{entry['id']}/undo")
    assert answer.json()["state"]["kind"] == "new"
    assert Delivery.objects.get().state == "cancelled"


def test_a_reply_that_has_left_stays(agnes_calls: Program, ticket: Ticket) -> None:
    path = f"/tickets/{ticket.number}/replies"
    entry = agnes_calls.post(path, {"text": "Gone."}).json()
    Delivery.objects.update(state="sent", attempts=1)
    answer = agnes_calls.post(f"/entries/{entry['id']}/undo")
    assert answer.status_code == 409


def test_a_closed_ticket_takes_no_reply(agnes_calls: Program, ticket: Ticket) -> None:
    agnes_calls.post(f"/tickets/{ticket.number}/actions/close")
    answer = agnes_calls.post(f"/tickets/{ticket.number}/replies", {"text": "Hi."})
    assert answer.status_code == 409


def test_an_empty_reply_and_a_wrong_address_are_named(
    agnes_calls: Program, ticket: Ticket
) -> None:
    path = f"/tickets/{ticket.number}/replies"
    empty = agnes_calls.post(path, {"text": " "})
    assert empty.json()["errors"][0]["field"] == "text"
    lost = agnes_calls.post(path, {"text": "Hi.", "to": ["zoe"]})
    assert lost.json()["errors"][0]["field"] == "to.0"
    nowhere = agnes_calls.post(path, {"text": "Hi.", "state": "odd"})
    assert nowhere.json()["errors"][0]["field"] == "state"
    assert not Delivery.objects.exists()


def test_a_note_stays_in_the_house(agnes_calls: Program, ticket: Ticket) -> None:
    answer = agnes_calls.send(
        f"/tickets/{ticket.number}/notes",
        text="Call her.",
        attachments=SimpleUploadedFile("a.txt", b"a", "text/plain"),
    )
    assert answer.status_code == 201
    assert answer.json()["kind"] == "note"
    assert answer.json()["attachments"][0]["filename"] == "a.txt"
    assert not Delivery.objects.exists()


def test_files_that_are_too_large_are_refused(
    agnes_calls: Program, ticket: Ticket, settings: object
) -> None:
    settings.INTAKE_MAX_BYTES = 3
    answer = agnes_calls.send(
        f"/tickets/{ticket.number}/notes",
        text="Big.",
        attachments=SimpleUploadedFile("a.txt", b"abcd", "text/plain"),
    )
    assert answer.status_code == 413


def test_olaf_says_nothing(olaf_calls: Program, ticket: Ticket) -> None:
    for noun in ("replies", "notes"):
        path = f"/tickets/{ticket.number}/{noun}"
        assert olaf_calls.post(path, {"text": "Hi."}).status_code == 404


def test_a_state_is_only_set_where_an_action_leads(
    agnes_calls: Program, ticket: Ticket
) -> None:
    agnes_calls.post(f"/tickets/{ticket.number}/actions/close")
    wish = {"text": "Done after all.", "state": "solved"}
    answer = agnes_calls.post(f"/tickets/{ticket.number}/notes", wish)
    assert answer.status_code == 409
    assert Ticket.objects.get().state.slug == "closed"


def test_a_nul_is_left_out(agnes_calls: Program, ticket: Ticket) -> None:
    answer = agnes_calls.post(f"/tickets/{ticket.number}/notes", {"text": "a\0b"})
    assert answer.json()["text"] == "ab"


def test_another_customers_address_needs_a_reason(
    agnes_calls: Program, ticket: Ticket, carla: Contact
) -> None:
    url, text = f"/tickets/{ticket.number}/replies", "Write to carla@example.com."
    problem = agnes_calls.post(url, {"text": text})
    assert problem.status_code == 409
    assert problem.json()["errors"][0]["field"] == "despite"
    sent = agnes_calls.post(url, {"text": text, "despite": "They are a couple."})
    assert sent.status_code == 201
    assert sent.json()["warnings"] == ["carla@example.com belongs to another customer."]
