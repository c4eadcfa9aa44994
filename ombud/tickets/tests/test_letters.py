"""Foreign letters: nothing runs, nothing loads from elsewhere until it is asked to."""

import pytest
from django.test import Client

from ombud.testing.factories import make_file, make_message, make_ticket
from ombud.tickets.models import Entry, Ticket, TrustedSender
from ombud.users.models import User

pytestmark = pytest.mark.django_db
IMAGE = '<p>Hi</p><img src="https://elsewhere.example/a.png" alt="A">'
TABLE = f'<table style="color:#111"><tr><td>{IMAGE}</td></tr></table>'


@pytest.fixture
def ticket(agnes: User) -> Ticket:
    return make_ticket()


@pytest.fixture
def letter(ticket: Ticket) -> Entry:
    return make_message(ticket, html=TABLE, is_designed=True)


def policy(response) -> dict[str, str]:
    parts = response.headers["Content-Security-Policy"].split("; ")
    return dict(part.partition(" ")[::2] for part in parts)


def test_a_designed_letter_stands_in_a_frame(agnes_client, ticket, letter) -> None:
    html = agnes_client.get(f"/tickets/{ticket.number}/timeline/").content.decode()
    assert f'src="/entries/{letter.pk}/letter/"' in html
    assert (
        'sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"'
        in html
    )
    assert "1 remote image blocked" in html


def test_the_frame_runs_nothing_and_loads_nothing(agnes_client, letter) -> None:
    response = agnes_client.get(f"/entries/{letter.pk}/letter/")
    rules = policy(response)
    assert rules["default-src"] == "'none'"
    assert rules["img-src"] == "'self' data:"
    assert rules["frame-ancestors"] == "'self'"
    assert "script-src" not in rules
    assert "allow-scripts" not in rules["sandbox"]
    assert response.headers["Referrer-Policy"] == "no-referrer"
    html = response.content.decode()
    assert ' src="https://' not in html
    assert 'data-remote-src="https://elsewhere.example/a.png"' in html


def test_asked_for_the_frame_loads_images(agnes_client, letter) -> None:
    response = agnes_client.get(f"/entries/{letter.pk}/letter/?images=on")
    assert policy(response)["img-src"] == "'self' data: https: http:"
    assert 'src="https://elsewhere.example/a.png"' in response.content.decode()


def test_a_plain_letter_loads_no_image_before_it_is_asked(agnes_client, ticket) -> None:
    entry = make_message(ticket, html=IMAGE * 2)
    html = agnes_client.get(f"/tickets/{ticket.number}/timeline/").content.decode()
    assert "2 remote images blocked" in html
    assert ' src="https://' not in html
    alone = agnes_client.get(f"/entries/{entry.pk}/?images=on").content.decode()
    assert 'src="https://elsewhere.example/a.png"' in alone
    assert "remote image" not in alone


def test_a_trusted_sender_is_trusted_from_then_on(agnes_client, ticket, letter) -> None:
    url = f"/entries/{letter.pk}/trust/"
    for _ in range(2):
        assert agnes_client.post(url).status_code == 302
    assert TrustedSender.objects.get().address == "carla@example.com"
    html = agnes_client.get(f"/tickets/{ticket.number}/timeline/").content.decode()
    assert "remote image" not in html
    assert f'src="/entries/{letter.pk}/letter/?images=on"' in html


def test_pictures_of_the_letter_are_shown_in_it(agnes_client, ticket) -> None:
    entry = make_message(ticket, html='<p>See <img src="cid:a@b"></p>')
    picture = make_file(entry, "in.png", b"x", is_inline=True, content_id="a@b")
    lost = make_file(entry, "lost.png", b"y", is_inline=True, content_id="c@d")
    html = agnes_client.get(f"/tickets/{ticket.number}/timeline/").content.decode()
    assert f'<img alt="" src="/attachments/{picture.pk}/in.png">' in html
    assert f'class="file" href="/attachments/{lost.pk}/lost.png"' in html
    assert f'class="file" href="/attachments/{picture.pk}/in.png"' not in html


def test_a_letter_far_too_heavy_for_our_page_is_framed(agnes_client, ticket) -> None:
    make_message(ticket, html="<p>word</p>" * 30_000)
    html = agnes_client.get(f"/tickets/{ticket.number}/timeline/").content.decode()
    assert "<iframe" in html
    assert len(html) < 20_000


@pytest.mark.parametrize("part", ["", "letter/"])
def test_letters_are_for_those_who_see_the_ticket(
    olaf_client: Client, outsider_client: Client, letter: Entry, part: str
) -> None:
    url = f"/entries/{letter.pk}/{part}"
    assert olaf_client.get(url).status_code == 404
    assert outsider_client.get(url).status_code == 302


def test_olaf_cannot_trust(olaf_client: Client, letter: Entry) -> None:
    assert olaf_client.post(f"/entries/{letter.pk}/trust/").status_code == 404
    assert not TrustedSender.objects.exists()
