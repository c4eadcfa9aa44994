"""What the worker does for tickets."""

import logging

from django.db import OperationalError, close_old_connections
from procrastinate.contrib.django import app

from ombud.core.actor import Machine
from ombud.tickets import adopting, caring, due_erasing, retagging
from ombud.tickets.models import Batch, Begun, Ticket
from ombud.tickets.models.attachment import drop_blob
from ombud.users.models import User
from ombud.workflows.models import ActionNotAllowed

LOG = logging.getLogger("ombud.tickets")


@app.task
def care_for_owners(timestamp: int = 0) -> None:
    """Nothing lies without an owner, or with one who is away; may run twice at once."""
    try:
        caring.hand_over_absent()
        caring.release_idle()
        caring.give_ownerless()
    finally:
        close_old_connections()


@app.task
def wake_up(timestamp: int = 0) -> None:
    """Tickets whose time has come; what a dead worker missed too. May run twice."""
    try:
        Ticket.objects.wake_due()
    finally:
        close_old_connections()


@app.task
def empty_bin(timestamp: int = 0) -> None:
    """What has lain there long enough goes for good; what cannot yet, tomorrow."""
    try:
        for pk in list(Ticket.objects.outlived().values_list("pk", flat=True)):
            _purge(pk)
    finally:
        close_old_connections()


def _purge(pk: int) -> None:
    """One ticket that cannot go holds up no other."""
    try:
        for ticket in Ticket.objects.outlived().filter(pk=pk):
            ticket.purge(by=Machine())
    except ActionNotAllowed as no:
        LOG.info("ticket not purged id=%s why=%r", pk, str(no))
    except OperationalError:
        raise
    except Exception:
        LOG.exception("ticket not purged id=%s", pk)


@app.task
def drop_files(digests: list[str]) -> None:
    """Bytes that no row has any more; may run twice."""
    try:
        for digest in digests:
            drop_blob(digest)
    finally:
        close_old_connections()


@app.task
def erase_due(timestamp: int = 0) -> None:
    """What is personal goes from tickets that are kept no longer; may run twice."""
    try:
        due_erasing.erase_due()
    finally:
        close_old_connections()


@app.task
def adopt(contact_id: int, addresses: list[str]) -> None:
    """What came from these addresses before is theirs; run again, it goes on."""
    try:
        adopting.adopt(contact_id, addresses)
    finally:
        close_old_connections()


@app.task
def adopt_many(contact_ids: list[int]) -> None:
    """The same for people who were added together; run again, it goes on."""
    try:
        adopting.adopt_many(contact_ids)
    finally:
        close_old_connections()


@app.task
def run_batch(batch_id: int) -> None:
    """Do what somebody wished for many tickets; run again, it goes on."""
    try:
        for batch in Batch.objects.filter(pk=batch_id).select_related("by"):
            batch.run()
    finally:
        close_old_connections()


@app.task
def undo_batch(batch_id: int) -> None:
    """Take all of it back; run again, it goes on."""
    try:
        for batch in Batch.objects.filter(pk=batch_id).select_related("by"):
            batch.run_undo()
    finally:
        close_old_connections()


@app.task
def replace_tag(old: str, new: str, by_id: int | None = None) -> None:
    """The tickets follow a tag that has changed; run again, it goes on."""
    try:
        by = User.objects.filter(pk=by_id).first() if by_id else None
        retagging.replace(old, new, by)
    finally:
        close_old_connections()


@app.task
def forget_begun(timestamp: int = 0) -> None:
    """Tickets by hand that somebody began a month ago."""
    Begun.objects.forget_old()
