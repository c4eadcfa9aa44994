"""Links of customers: made, shown, sent and revoked by agents; dead in their time."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from ombud.channels.models import Delivery
from ombud.lib.mail import parse
from ombud.portal.models import CustomerLink, LinkUnusable
from ombud.tickets.models import Ticket, Verb
from ombud.users.models import User
from ombud.workflows.models import ActionNotAllowed


def url_of(ticket: Ticket, end: str = "") -> str:
    return f"/tickets/{ticket.number}/customer-link/{end}"


def test_a_link_finds_its_ticket(link: CustomerLink) -> None:
    assert CustomerLink.objects.find(link.token).ticket == link.ticket


@pytest.mark.parametrize("token", ["", "x", "1", "1-", "-", "9" * 40, "1-AAAA"])
def test_nonsense_opens_nothing(link: CustomerLink, token: str) -> None:
    with pytest.raises(LinkUnusable, match="not whole"):
        CustomerLink.objects.find(token)


def test_the_signature_of_another_link_opens_nothing(link: CustomerLink, agnes) -> None:
    other = CustomerLink.objects.make(link.ticket, by=agnes)
    with pytest.raises(LinkUnusable, match="not whole"):
        CustomerLink.objects.find(f"{link.pk}-{other.signature}")


def test_an_expired_link_says_so(link: CustomerLink, phone: Client) -> None:
    link.expires_at = timezone.now() - timedelta(seconds=1)
    link.save(update_fields=["expires_at"])
    answer = phone.get(link.url_path)
    assert answer.status_code == 410
    assert "This link has expired." in answer.text


def test_a_revoked_link_opens_nothing(
    link: CustomerLink, agnes: User, phone: Client
) -> None:
    link.revoke(by=agnes)
    link.revoke(by=agnes)
    assert phone.get(link.url_path).status_code == 410
    assert link.ticket.entries.filter(verb=Verb.UNSHARED).count() == 1


def test_an_agent_makes_a_link_and_sees_its_code(
    ticket: Ticket, agnes_client: Client
) -> None:
    assert "Make the link" in agnes_client.get(url_of(ticket)).text
    agnes_client.post(url_of(ticket), {"days": "7"})
    link = CustomerLink.objects.of(ticket)
    assert link is not None
    assert link.expires_at < timezone.now() + timedelta(days=8)
    page = agnes_client.get(url_of(ticket)).text
    assert link.url in page
    assert "<svg" in page
    assert "style=" not in page
    assert "until" in agnes_client.get(ticket.get_absolute_url()).text


def test_an_agent_sends_it(link: CustomerLink, agnes_client: Client) -> None:
    agnes_client.post(url_of(link.ticket, "mails/"))
    sent = parse(bytes(Delivery.objects.get().raw))
    assert link.url in sent.text
    assert sent.to[0].address == "carla@example.com"


def test_an_agent_revokes_it(link: CustomerLink, agnes_client: Client) -> None:
    agnes_client.post(url_of(link.ticket, "revocations/"))
    assert CustomerLink.objects.of(link.ticket) is None


def test_without_an_address_it_is_shown_and_not_sent(
    link: CustomerLink, agnes: User
) -> None:
    Ticket.objects.filter(pk=link.ticket_id).update(requester_email="", contact=None)
    link.ticket.entries.all().delete()
    with pytest.raises(ActionNotAllowed, match="no address"):
        CustomerLink.objects.get().send(by=agnes)


@pytest.mark.parametrize("end", ["", "mails/", "revocations/"])
def test_olaf_and_strangers_make_no_links(
    link: CustomerLink, olaf_client: Client, outsider_client: Client, end: str
) -> None:
    assert olaf_client.post(url_of(link.ticket, end)).status_code == 404
    assert outsider_client.post(url_of(link.ticket, end)).status_code == 302
    assert CustomerLink.objects.of(link.ticket) == link


def test_olaf_may_not_by_the_verb_either(ticket: Ticket, olaf: User) -> None:
    with pytest.raises(ActionNotAllowed):
        CustomerLink.objects.make(ticket, by=olaf)
