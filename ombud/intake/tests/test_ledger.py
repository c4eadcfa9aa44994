"""Every mail of every mailbox is accounted for."""

import pytest
from django.urls import reverse
from django.utils import timezone

from ombud.intake.ledger import line
from ombud.intake.models import Fate, Inbound
from ombud.testing.mails import letter


def test_a_day_adds_up(write, box) -> None:
    write()
    write("away", subject="Automatic reply: x")
    write(**{"from": None})
    Inbound.objects.store(box, letter("not read yet"))
    Inbound.objects.skip(box, "1", ["7", "8"])
    day = line(box, timezone.localdate())
    assert (day.ticketed, day.suppressed, day.held, day.failed, day.open) == (
        1,
        1,
        1,
        0,
        1,
    )
    assert day.in_mailbox == 4


def test_the_same_mail_of_a_mailbox_is_stored_once(box) -> None:
    first = Inbound.objects.store(box, b"x", uidvalidity="1", uid="5")
    again = Inbound.objects.store(box, b"x", uidvalidity="1", uid="5")
    assert first
    assert again is None
    assert Inbound.objects.known(box, "1", ["4", "5"]) == {"5"}


@pytest.mark.parametrize("page", ["incoming", "ledger", "inbound", "inbound-file"])
def test_only_those_permitted_see_raw_mail(
    page, write, ines_client, olaf_client, outsider_client
) -> None:
    inbound = write("A secret")
    arg = {"ledger": ["support"], "incoming": []}.get(page, [inbound.pk])
    url = reverse(page, args=arg)
    assert ines_client.get(url).status_code == 200
    assert olaf_client.get(url).status_code == 403
    assert outsider_client.get(url).status_code == 302


def test_a_failed_mail_can_be_tried_again_by_button(
    box, ines_client, monkeypatch
) -> None:
    inbound = Inbound.objects.store(box, letter())
    inbound.fail("It could not be read.")
    url = reverse("inbound-retry", args=[inbound.pk])
    assert ines_client.post(url).status_code == 302
    inbound.refresh_from_db()
    assert inbound.fate == Fate.OPEN


def test_the_list_costs_the_same_for_many(
    write, ines_client, django_assert_max_num_queries
) -> None:
    for n in range(12):
        write(f"No {n}", subject=f"Matter {n}")
    with django_assert_max_num_queries(8):
        ines_client.get(reverse("incoming"))


def test_the_original_of_a_message_is_for_those_who_see_the_ticket(
    write, agnes_client, olaf_client
) -> None:
    entry = write("Hello", message_id="<one@example.com>").entry
    page = agnes_client.get(reverse("entry-original", args=[entry.pk]))
    assert b"&lt;one@example.com&gt;" in page.content
    assert (
        olaf_client.get(reverse("entry-original", args=[entry.pk])).status_code == 404
    )
    file = agnes_client.get(reverse("entry-file", args=[entry.pk]))
    assert file["Content-Type"] == "message/rfc822"
    assert file.content.startswith(b"From: Carla")


def test_who_asks_for_an_original_that_is_not_kept_is_told_so(
    write, agnes_client
) -> None:
    inbound = write("Hello")
    entry = inbound.entry
    inbound.delete()
    page = agnes_client.get(reverse("entry-original", args=[entry.pk]), follow=True)
    assert page.redirect_chain[-1][0] == entry.ticket.get_absolute_url()
    assert "has not been kept" in page.content.decode()


def test_the_head_of_a_mail_is_told_in_plain_words(write, ines_client) -> None:
    inbound = write(
        authentication_results="mx.shop.example; spf=pass; dkim=fail",
        reply_to="Carla's shop <shop@carla.example>",
        auto_submitted="no",
    )
    page = ines_client.get(reverse("inbound", args=[inbound.pk])).content.decode()
    assert "SPF pass, DKIM fail" in page
    assert "shop@carla.example" in page
    assert "a person" in page


def test_a_mail_on_a_ticket_is_not_read_again_by_an_old_page(
    write, ines_client
) -> None:
    inbound = write(message_id=None)
    url = reverse("inbound-retry", args=[inbound.pk])
    assert ines_client.post(url, {"release": "1"}).status_code == 302
    inbound.refresh_from_db()
    assert inbound.fate == Fate.TICKETED


def test_a_second_click_does_not_disturb_the_reading(box) -> None:
    inbound = Inbound.objects.store(box, letter())
    inbound.fail("It could not be read.")
    assert inbound.try_again(release=True)
    assert not inbound.try_again()
    inbound.refresh_from_db()
    assert inbound.is_released
