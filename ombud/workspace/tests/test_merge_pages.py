"""Merging by hand: from the ticket, the palette and the list."""

import pytest

from ombud.sales.models import Link
from ombud.testing.factories import make_message, make_ticket
from ombud.testing.sales import make_order
from ombud.tickets.models import Ticket

HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def both(agnes) -> tuple[Ticket, Ticket]:
    main = make_ticket("Kettle leaks", state="open")
    other = make_ticket("Kettle smells", state="open")
    make_message(other, "It smells.")
    return main, other


def asked(*tickets: Ticket, **more) -> dict:
    return {"numbers": ",".join(str(one.number) for one in tickets), **more}


def offered(client, ticket: Ticket, words: str = "") -> dict[int, str]:
    page = client.get(f"/tickets/{ticket.number}/merges/?q={words}")
    return {one.ticket.number: one.why for one in page.context["found"]}


def test_the_same_customer_order_and_subject_are_offered_first(agnes, agnes_client):
    ticket = make_ticket("Kettle")
    strangers = {"requester_email": "x@y.example", "requester_name": "X"}
    customers = make_ticket("Other")
    by_order = make_ticket("Order", **strangers)
    by_subject = make_ticket("kettle", **strangers)
    make_ticket("Nothing of it", **strangers)
    order = make_order()
    for one in (ticket, by_order):
        Link.objects.create(ticket=one, order=order, kind="order", state="linked")
    assert offered(agnes_client, ticket) == {
        customers.number: "same customer",
        by_order.number: "same order",
        by_subject.number: "same subject",
    }


def test_others_are_found_by_words_and_by_number(both, agnes_client):
    main, other = both
    assert set(offered(agnes_client, main, "smells")) == {other.number}
    assert set(offered(agnes_client, main, str(other.number))) == {other.number}


def test_olaf_and_zoe_are_asked_nothing(both, olaf_client, outsider_client):
    main, other = both
    url = f"/tickets/{main.number}/merges/"
    assert olaf_client.get(url).status_code == 404
    assert outsider_client.get(url).status_code == 302
    assert olaf_client.get("/merges/", asked(main, other)).context["merging"].why_not
    refused = olaf_client.post("/merges/", asked(main, other), **HTMX)
    assert refused.status_code == 409
    assert Ticket.objects.filter(merged_into=None).count() == 2


def test_the_preview_says_what_comes_of_it(both, agnes_client):
    main, other = both
    page = agnes_client.get("/merges/", asked(main, other))
    assert page.context["merging"].main == main
    assert f"#{other.number} leads to #{main.number} from now on" in page.text
    swapped = agnes_client.get("/merges/", asked(main, other, main=other.number))
    assert swapped.context["merging"].main == other


def test_it_warns_of_another_customer_and_of_what_is_opened_again(agnes_client):
    solved = make_ticket("Kettle", state="solved")
    other = make_ticket(requester_name="Zoe", requester_email="zoe@x.example")
    page = agnes_client.get("/merges/", asked(solved, other, main=solved.number))
    assert "different customers: Carla Conti, Zoe" in page.text
    assert f"#{solved.number} is opened again" in page.text


def test_merging_leads_to_the_one_that_stays_with_a_way_back(both, agnes_client):
    main, other = both
    page = agnes_client.post("/merges/", asked(main, other), follow=True)
    assert page.redirect_chain[0][0] == f"/tickets/{main.number}/"
    entry = main.entries.get(verb="merged")
    assert f"/entries/{entry.pk}/undo/" in page.text
    agnes_client.post(f"/entries/{entry.pk}/undo/")
    assert Ticket.objects.get(pk=other.pk).merged_into is None


def test_on_a_list_one_stays_there(both, agnes_client):
    answer = agnes_client.post(
        "/merges/",
        asked(*both),
        HTTP_HX_CURRENT_URL="http://testserver/inbox/all/",
        **HTMX,
    )
    assert answer.status_code == 204
    assert "merged into" in answer.headers["HX-Trigger"]
    assert "ombud:batch" in answer.headers["HX-Trigger"]


def test_one_alone_or_one_that_is_merged_already_is_refused(both, agnes, agnes_client):
    main, other = both
    assert agnes_client.post("/merges/", asked(main), **HTMX).status_code == 409
    other.merge_into(main, by=agnes)
    assert agnes_client.post("/merges/", asked(main, other), **HTMX).status_code == 409


def test_the_menu_and_the_palette_offer_it(both, agnes_client):
    main, _other = both
    page = f"/tickets/{main.number}/"
    assert f"{page}merges/" in agnes_client.get(page).text
    found = agnes_client.get(
        "/palette/?q=merge", HTTP_HX_CURRENT_URL=f"http://testserver{page}", **HTMX
    )
    assert f"{page}merges/" in found.text


def test_many_tickets_cost_no_more_queries(
    agnes, agnes_client, django_assert_max_num_queries
):
    several = [make_ticket(f"Number {n}") for n in range(9)]
    agnes_client.get("/merges/", asked(*several))
    with django_assert_max_num_queries(14):
        agnes_client.get("/merges/", asked(*several))
