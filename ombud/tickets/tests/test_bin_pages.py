"""The pages of the bin."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from ombud.testing.factories import make_file, make_message, make_note, make_ticket
from ombud.tickets.models import Batch, Ticket, Verb

HTMX = {"HX-Request": "true"}


@pytest.fixture
def ticket(agnes) -> Ticket:
    found = make_ticket("The kettle leaks", state="open")
    make_message(found, "It leaks from below.")
    found.delete_to_bin(by=agnes)
    return found


def restore(client, *tickets, **more):
    numbers = [ticket.number for ticket in tickets]
    data = {"numbers": numbers, "key": str(uuid4()), **more}
    return client.post("/bin/restorations/", data, headers=HTMX)


def test_the_bin_says_who_threw_it_away_and_when_it_goes(bela_client, ticket):
    page = bela_client.get("/bin/")
    assert "The kettle leaks" in page.text
    assert "Agnes Adler" in page.text
    day = timezone.localdate() + timedelta(days=30)
    assert date_format(day, "DATE_FORMAT") in page.text


def test_olaf_finds_an_empty_bin(olaf_client, ticket):
    assert "The bin is empty" in olaf_client.get("/bin/").text
    assert olaf_client.get(f"/bin/{ticket.number}/").status_code == 404
    assert restore(olaf_client, ticket).status_code == 422
    assert Ticket.objects.get().is_deleted


def test_zoe_comes_no_further_than_the_door(outsider_client, ticket):
    for url in ("/bin/", f"/bin/{ticket.number}/", "/history/"):
        assert outsider_client.get(url).status_code == 302
    for url in ("/bin/restorations/", "/bin/purges/", "/history/undo/"):
        assert outsider_client.post(url).status_code == 302
    assert Ticket.objects.get().is_deleted


def test_a_deleted_ticket_is_read_and_not_worked_on(agnes_client, ticket):
    page = agnes_client.get(f"/bin/{ticket.number}/")
    assert "This ticket is in the bin" in page.text
    assert "It leaks from below." in page.text
    assert "composer" not in page.text


def test_its_files_open_in_the_bin_too(agnes_client, olaf_client, ticket):
    file = make_file(make_message(ticket), "leak.txt", b"drip", "text/plain")
    url = f"/attachments/{file.pk}/leak.txt"
    assert agnes_client.get(url).status_code == 200
    assert olaf_client.get(url).status_code == 404


def test_an_old_link_leads_to_the_bin(agnes_client, olaf_client, ticket):
    url = f"/tickets/{ticket.number}/"
    assert agnes_client.get(url).headers["Location"] == f"/bin/{ticket.number}/"
    assert olaf_client.get(url).status_code == 404


def test_one_comes_back_at_once_with_a_way_back(agnes_client, ticket):
    answer = restore(agnes_client, ticket)
    assert 'id="bin"' in answer.text
    assert not Ticket.objects.get().is_deleted
    entry = ticket.entries.get(verb=Verb.RESTORED)
    assert f"/entries/{entry.pk}/undo/" in answer.headers["HX-Trigger"]
    agnes_client.post(f"/entries/{entry.pk}/undo/", headers=HTMX)
    assert Ticket.objects.get().is_deleted


def test_from_its_own_page_one_goes_on_with_it(agnes_client, ticket):
    data = {"number": ticket.number, "open": "on"}
    answer = agnes_client.post("/bin/restorations/", data)
    assert answer.headers["Location"] == f"/tickets/{ticket.number}/"


def test_many_come_back_by_a_batch_that_can_be_taken_back(
    agnes, agnes_client, ticket, run_jobs
):
    other = make_ticket("The lid")
    other.delete_to_bin(by=agnes)
    assert 'id="batches"' in restore(agnes_client, ticket, other).text
    run_jobs()
    assert not Ticket.objects.deleted().exists()
    agnes_client.post(f"/batches/{Batch.objects.get().pk}/undo/")
    run_jobs()
    assert Ticket.objects.deleted().count() == 2


def test_nothing_chosen_is_told(agnes_client, ticket):
    assert restore(agnes_client).status_code == 422


def test_the_undo_after_deleting_finds_the_ticket_again(agnes_client, ticket):
    entry = ticket.entries.get(verb=Verb.DELETED)
    answer = agnes_client.post(f"/entries/{entry.pk}/undo/", headers=HTMX)
    assert answer.status_code == 204
    assert not Ticket.objects.get().is_deleted


def test_for_good_needs_its_right_and_says_what_goes(
    agnes, agnes_client, ines_client, ticket
):
    make_note(ticket, agnes)
    data = {"numbers": [ticket.number]}
    assert "Delete for good" not in agnes_client.get("/bin/").text
    assert agnes_client.post("/bin/questions/", data).status_code == 403
    assert agnes_client.post("/bin/purges/", data).status_code == 403
    question = ines_client.post("/bin/questions/", data, headers=HTMX).text
    assert "1 message, 1 note, 0 files" in " ".join(question.split())
    ines_client.post("/bin/purges/", data)
    assert not Ticket.objects.exists()


def test_a_full_page_of_the_bin_costs_what_an_empty_one_does(
    agnes, agnes_client, django_assert_max_num_queries
):
    for number in range(45):
        make_ticket(f"Kettle {number}").delete_to_bin(by=agnes)
    agnes_client.get("/bin/")
    with django_assert_max_num_queries(6):
        first = agnes_client.get("/bin/")
    assert first.text.count("bin-ticket") == 40
    after = first.text.split("/bin/?after=")[1].split('"')[0]
    rest = agnes_client.get(f"/bin/?after={after}").text
    assert [f"Kettle {n}<" in rest for n in range(6)] == [True] * 5 + [False]
