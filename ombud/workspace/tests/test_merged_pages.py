"""Old numbers on pages: they lead to where the ticket stands now."""

import pytest

from ombud.testing.factories import make_message, make_ticket
from ombud.tickets.models import Draft, Ticket


@pytest.fixture
def merged(agnes) -> tuple[Ticket, Ticket]:
    main, other = make_ticket("Kettle"), make_ticket("Kettle again")
    make_message(other, "It smells.")
    other.merge_into(main, by=agnes)
    return main, other


def htmx(**more: str) -> dict[str, str]:
    return {"HTTP_HX_REQUEST": "true", **more}


def test_the_old_page_leads_on_and_says_so(merged, agnes_client):
    main, other = merged
    page = agnes_client.get(f"/tickets/{other.number}/", follow=True)
    assert page.redirect_chain == [(f"/tickets/{main.number}/", 302)]
    assert f"#{other.number} was merged into #{main.number}." in page.text
    assert "It smells." in page.text


def test_olaf_and_zoe_learn_nothing_of_it(merged, olaf_client, outsider_client):
    _main, other = merged
    assert olaf_client.get(f"/tickets/{other.number}/").status_code == 404
    page = outsider_client.get(f"/tickets/{other.number}/")
    assert "login" in page.headers["Location"]


def test_whoever_has_it_open_reads_a_line(merged, agnes_client):
    main, other = merged
    head = agnes_client.get(f"/tickets/{other.number}/header/", **htmx())
    assert f'id="ticket-{other.number}-header"' in head.text
    assert f"/tickets/{main.number}/" in head.text
    line = agnes_client.get(f"/tickets/{other.number}/timeline/", **htmx())
    assert line.status_code == 204


def test_what_is_written_on_the_old_page_is_kept_at_the_main_ticket(
    merged, agnes, agnes_client
):
    main, other = merged
    url = f"/tickets/{other.number}/drafts/reply/"
    agnes_client.post(url, {"html": "<p>Hello</p>", "version": 0}, **htmx())
    assert Draft.objects.get(author=agnes).ticket == main


def test_a_note_sent_from_the_old_page_leads_on(merged, agnes_client):
    main, other = merged
    url = f"/tickets/{other.number}/actions/note/"
    answer = agnes_client.post(url, {"html": "<p>Seen.</p>"}, **htmx())
    assert answer.headers["HX-Redirect"] == f"/tickets/{main.number}/"
    assert main.entries.filter(kind="note").count() == 1


@pytest.mark.parametrize("words", ["{}", "%23{}"])
def test_the_palette_and_lists_find_it_by_its_old_number(merged, agnes_client, words):
    main, other = merged
    asked = words.format(other.number)
    assert f"#{main.number}" in agnes_client.get(f"/palette/?q={asked}").text
    listed = agnes_client.get(f"/inbox/all/?q={asked}").text
    assert f"/tickets/{main.number}/" in listed


def test_an_old_number_in_the_bin_leads_to_the_bin(merged, agnes, agnes_client):
    main, other = merged
    Ticket.objects.get(pk=main.pk).delete_to_bin(by=agnes)
    page = agnes_client.get(f"/tickets/{other.number}/")
    assert page.headers["Location"] == f"/bin/{main.number}/"
