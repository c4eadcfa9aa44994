"""`ombud receive_mail`, as an MTA calls it."""

import io
import os
import sys

import pytest
from django.core.management import call_command
from django.db import OperationalError

from ombud.testing.mails import letter
from ombud.tickets.models import Ticket


@pytest.fixture
def receive(monkeypatch, capsys):
    """Call it with these bytes; gives the exit status and what it printed."""

    def call(raw: bytes, channel: str = "support") -> tuple[int, str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
        with pytest.raises(SystemExit) as left:
            call_command("receive_mail", channel=channel)
        return left.value.code, capsys.readouterr().out

    return call


def test_it_prints_the_number_alone(box, receive) -> None:
    status, printed = receive(letter())
    assert (status, printed) == (os.EX_OK, f"{Ticket.objects.get().number}\n")


def test_the_same_bytes_twice_are_one_ticket(box, receive) -> None:
    raw = letter()
    assert receive(raw) == receive(raw)
    assert Ticket.objects.count() == 1


def test_what_is_set_aside_is_taken_and_prints_nothing(box, receive) -> None:
    assert receive(letter(subject="Out of office")) == (os.EX_OK, "")


def test_an_unknown_channel_is_refused_for_good(box, receive) -> None:
    assert receive(letter(), channel="nowhere")[0] == os.EX_NOUSER


def test_an_empty_input_is_no_mail(box, receive) -> None:
    assert receive(b"\n")[0] == os.EX_DATAERR


def test_a_missing_database_makes_the_mta_try_again(box, receive, monkeypatch) -> None:
    def gone(*_: object, **__: object) -> None:
        raise OperationalError("the server is gone")

    monkeypatch.setattr("ombud.intake.models.Inbound.objects.store", gone)
    assert receive(letter())[0] == os.EX_TEMPFAIL
