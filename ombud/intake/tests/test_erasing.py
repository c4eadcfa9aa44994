"""The mail as it came goes with its ticket; the ledger's figures stay."""

from datetime import timedelta

from django.utils import timezone

from ombud.channels.models import Delivery, DeliveryState
from ombud.core.actor import Machine
from ombud.intake.channels import forget_channels
from ombud.intake.models import Fate, Inbound
from ombud.testing.factories import make_workflow
from ombud.tickets.models import Ticket
from ombud.tickets.tokens import new_message_id


def erased(write, box) -> Ticket:
    box.workflow = make_workflow("application")
    box.save(update_fields=["workflow"])
    forget_channels()
    write("I apply.", subject="Petra applies")
    ticket = Ticket.objects.get(workflow=box.workflow)
    ticket.move(ticket.workflow.states.get(slug="closed"), by=Machine())
    closed = timezone.now() - timedelta(days=200)
    Ticket.objects.update(closed_at=closed)
    # The confirmation has left.
    Delivery.objects.update(state=DeliveryState.SENT)
    assert ticket.erase(by=Machine())
    return ticket


def test_the_raw_mail_goes_and_its_line_stays(write, box) -> None:
    erased(write, box)
    inbound = Inbound.objects.get()
    assert (bytes(inbound.raw), inbound.sender, inbound.subject) == (b"", "", "")
    assert (inbound.fate, inbound.size > 0) == (Fate.TICKETED, True)


def test_nobody_is_led_to_a_mail_that_is_gone(write, box, ines_client) -> None:
    ticket = erased(write, box)
    page = ines_client.get(f"/tickets/{ticket.number}/").content.decode()
    assert "/original/" not in page


def test_who_writes_once_more_begins_anew(write, box) -> None:
    ticket = erased(write, box)
    ours = new_message_id(ticket.number, "shop.example")
    write("May I apply again?", subject="Once more", in_reply_to=f"<{ours}>")
    new = Ticket.objects.latest("pk")
    assert (new.subject, new.state.slug) == ("Once more", "new")
    assert Ticket.objects.get(pk=ticket.pk).requester_email == ""
