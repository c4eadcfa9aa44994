"""The mail as the customer will see it, out of the very bytes."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ombud.channels.models import Delivery
from ombud.testing.factories import CARLA, make_channel, make_message, make_ticket
from ombud.tickets.models import Attachment, Draft, Entry
from ombud.tickets.previewing import Preview, preview_of_draft

HTMX = {"HX-Request": "true"}
WORDS = {"html": "<p>Hello <b>Carla</b></p>", "to": "Carla <carla@example.com>"}
PIXEL = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def ticket(agnes):
    found = make_ticket(channel=make_channel(), state="open")
    make_message(found, "It leaks.")
    return found


@pytest.fixture
def draft(ticket, agnes):
    return Draft.objects.keep(ticket, agnes, "reply", version=0, words=WORDS)


def url(ticket, what="preview"):
    return f"/tickets/{ticket.number}/drafts/reply/{what}/"


def test_a_preview_is_what_would_leave(ticket, draft, agnes):
    shown = preview_of_draft(ticket, draft, by=agnes)
    entry = ticket.reply(by=agnes, html=draft.html, to=[CARLA], draft=draft)
    sent = Preview(bytes(entry.message.delivery.raw))
    assert shown.plain == sent.plain
    assert shown.html("light") == sent.html("light")


def test_a_preview_leaves_no_trace(ticket, draft, agnes):
    entries = Entry.objects.count()
    preview_of_draft(ticket, draft, by=agnes)
    assert (Entry.objects.count(), Delivery.objects.count()) == (entries, 0)
    assert Draft.objects.get().html == WORDS["html"]


def test_pictures_are_part_of_the_page(ticket, draft, agnes):
    file = SimpleUploadedFile("a.png", PIXEL, "image/png")
    picture = Attachment.objects.attach(draft, "a.png", file.read(), inline=True)
    draft.html += f'<img src="/attachments/{picture.pk}/a.png">'
    draft.save()
    page = preview_of_draft(ticket, draft, by=agnes).html("dark")
    assert "data:image/png;base64," in page
    assert "cid:" not in page


def test_the_dialog_saves_first_and_shows_the_headers(client, ticket, agnes):
    client.force_login(agnes)
    data = {"html": "<p>Newer</p>", "to": WORDS["to"], "version": 0}
    page = client.post(url(ticket), data, headers=HTMX).content.decode()
    assert Draft.objects.get().html == "<p>Newer</p>"
    assert "carla@example.com" in page
    assert "Newer" in page


def test_an_empty_reply_has_no_preview(client, ticket, agnes):
    client.force_login(agnes)
    assert client.get(url(ticket)).status_code == 409


def test_the_frame_runs_nothing(client, ticket, draft, agnes):
    client.force_login(agnes)
    response = client.get(url(ticket, "letter") + "?look=dark")
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert "color-scheme: dark" in response.content.decode()


def test_what_waits_to_leave_can_be_seen(client, ticket, draft, agnes):
    client.force_login(agnes)
    entry = ticket.reply(by=agnes, html=draft.html, to=[CARLA], draft=draft)
    page = client.get(ticket.get_absolute_url()).content.decode()
    assert f"/entries/{entry.pk}/preview/" in page
    shown = client.get(f"/entries/{entry.pk}/preview/", headers=HTMX)
    assert "The kettle leaks" in shown.content.decode()
    assert client.get(f"/entries/{entry.pk}/sheet/").status_code == 200


def test_others_see_no_preview(client, ticket, draft, agnes, olaf):
    entry = ticket.reply(by=agnes, html=draft.html, to=[CARLA])
    addresses = (url(ticket), url(ticket, "letter"), f"/entries/{entry.pk}/preview/")
    client.force_login(olaf)
    assert [client.get(one).status_code for one in addresses] == [404] * 3
    client.logout()
    assert [client.get(one).status_code for one in addresses] == [302] * 3
