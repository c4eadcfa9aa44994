"""Drafts survive: other screens, double saves, files."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ombud.testing.factories import make_channel, make_message, make_ticket
from ombud.tickets.models import Attachment, Draft, StaleDraft

HTMX = {"HX-Request": "true"}
A, B = {"html": "<p>A</p>"}, {"html": "<p>B</p>"}


@pytest.fixture
def ticket(agnes):
    found = make_ticket(channel=make_channel())
    make_message(found)
    return found


def save(client, ticket, kind="reply", **data):
    url = f"/tickets/{ticket.number}/drafts/{kind}/"
    return client.post(url, {"version": 0, **data}, headers=HTMX)


def upload(client, ticket, *files, **data):
    url = f"/tickets/{ticket.number}/drafts/reply/attachments/"
    return client.post(url, {"upload": files, **data}, headers=HTMX)


def test_each_save_counts_up(ticket, agnes):
    Draft.objects.keep(ticket, agnes, "reply", version=0, words=A)
    assert Draft.objects.keep(ticket, agnes, "reply", version=1, words=B).version == 2


def test_saving_the_same_twice_changes_nothing(ticket, agnes):
    for _ in range(2):
        draft = Draft.objects.keep(ticket, agnes, "reply", version=0, words=A)
    assert draft.version == 1


def test_an_older_page_overwrites_nothing(ticket, agnes):
    Draft.objects.keep(ticket, agnes, "reply", version=0, words=A)
    with pytest.raises(StaleDraft):
        Draft.objects.keep(ticket, agnes, "reply", version=0, words=B)
    assert Draft.objects.get().html == "<p>A</p>"


def test_an_empty_text_makes_no_draft(ticket, agnes):
    words = {"html": "", "to": "carla@example.com"}
    Draft.objects.keep(ticket, agnes, "reply", version=0, words=words)
    assert not Draft.objects.exists()


def test_a_text_that_was_emptied_is_no_draft(ticket, agnes):
    Draft.objects.keep(ticket, agnes, "reply", version=0, words=A)
    Draft.objects.keep(ticket, agnes, "reply", version=1, words={"html": ""})
    assert not Draft.objects.exists()


def test_after_emptying_it_goes_on_at_the_same_version(agnes_client, ticket):
    save(agnes_client, ticket, html="<p>A</p>")
    page = save(agnes_client, ticket, html="", version=1).content.decode()
    assert 'name="version" value="2"' in page
    assert save(agnes_client, ticket, html="<p>B</p>", version=2).status_code == 200


def test_each_agent_and_each_paper_has_its_own(ticket, agnes, bela):
    for agent, kind in [(agnes, "reply"), (agnes, "note"), (bela, "reply")]:
        Draft.objects.keep(ticket, agent, kind, version=0, words=A)
    assert Draft.objects.count() == 3


def test_a_save_answers_with_its_time_and_version(agnes_client, ticket):
    page = save(agnes_client, ticket, html="<p>A</p>").content.decode()
    assert 'name="version" value="1"' in page
    assert "Draft saved" in page


def test_a_stale_save_gives_the_newer_text(agnes_client, ticket):
    save(agnes_client, ticket, html="<p>newer</p>")
    answer = save(agnes_client, ticket, html="<p>older</p>")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "&lt;p&gt;newer&lt;/p&gt;" in page
    assert 'data-version="1"' in page


def test_what_is_typed_wrong_is_kept_as_it_is(agnes_client, ticket):
    save(agnes_client, ticket, html="<p>A</p>", to="carla at")
    assert Draft.objects.get().to == "carla at"


def test_there_is_no_third_paper(agnes_client, ticket):
    assert save(agnes_client, ticket, kind="poem").status_code == 404


def test_files_are_kept_with_the_draft(agnes_client, ticket):
    page = upload(agnes_client, ticket, SimpleUploadedFile("a.txt", b"a"))
    assert "a.txt" in page.content.decode()
    assert Draft.objects.get().attachments.get().read() == b"a"


def test_files_leave_the_version_alone(agnes_client, ticket):
    upload(agnes_client, ticket, SimpleUploadedFile("a.txt", b"a"))
    assert save(agnes_client, ticket, html="<p>A</p>").status_code == 200


def test_a_picture_answers_with_its_address(agnes_client, ticket):
    file = SimpleUploadedFile("a.png", b"a", "image/png")
    answer = upload(agnes_client, ticket, file, inline="on")
    picture = Attachment.objects.get()
    assert f"/attachments/{picture.pk}/a.png" in answer.headers["HX-Trigger"]
    assert "a.png" not in answer.content.decode()


def test_too_much_is_refused_in_a_sentence(agnes_client, ticket, monkeypatch):
    monkeypatch.setattr("ombud.tickets.forms.MAX_FILES", 3)
    upload(agnes_client, ticket, SimpleUploadedFile("a.txt", b"ab"))
    answer = upload(agnes_client, ticket, SimpleUploadedFile("b.txt", b"ab"))
    assert answer.status_code == 422
    assert "a mail can carry 25 MB in all" in answer.content.decode()
    assert Attachment.objects.count() == 1


def test_a_path_in_a_name_is_dropped(agnes_client, ticket):
    upload(agnes_client, ticket, SimpleUploadedFile("a.txt", b"a"))
    assert Attachment.objects.get().filename == "a.txt"


def test_a_file_is_taken_off(agnes_client, ticket):
    upload(agnes_client, ticket, SimpleUploadedFile("a.txt", b"a"))
    url = f"/draft-attachments/{Attachment.objects.get().pk}/remove/"
    assert agnes_client.post(url, headers=HTMX).status_code == 200
    assert not Attachment.objects.exists()


def test_without_script_two_texts_are_both_kept(agnes_client, agnes, ticket):
    Draft.objects.keep(ticket, agnes, "reply", version=0, words=A)
    data = {"text": "B", "to": "carla@example.com"}
    agnes_client.post(f"/tickets/{ticket.number}/actions/reply/", data)
    assert Draft.objects.get().html == "<p>A</p><p>B</p>"


def test_nobody_takes_off_a_colleagues_file(agnes_client, bela_client, ticket):
    upload(agnes_client, ticket, SimpleUploadedFile("a.txt", b"a"))
    url = f"/draft-attachments/{Attachment.objects.get().pk}/remove/"
    assert bela_client.post(url, headers=HTMX).status_code == 404
    assert Attachment.objects.exists()


def test_without_script_files_come_along_with_the_reply(agnes_client, ticket):
    data = {
        "text": "Hello",
        "to": "carla@example.com",
        "upload": SimpleUploadedFile("a.txt", b"a"),
    }
    agnes_client.post(f"/tickets/{ticket.number}/actions/reply/", data)
    assert Attachment.objects.get().entry is not None


def test_a_draft_is_kept_whatever_stands_in_it(agnes_client, ticket):
    save(agnes_client, ticket, html="<p>a\0b</p>", sender="s" * 400)
    assert Draft.objects.get().html == "<p>ab</p>"
