"""Answers that no mail carries, and the address that lets the next one be a mail."""

from typing import TYPE_CHECKING, Any

from django.db import models

from ombud.core.actor import Actor
from ombud.core.statements import insert
from ombud.customers.models import Contact
from ombud.tickets.models.base import TicketBase
from ombud.tickets.models.entry import Direction, Entry, EntryKind, Verb
from ombud.tickets.models.message import FiledBy, Message
from ombud.users.models import User
from ombud.users.permissions import Permission

if TYPE_CHECKING:
    from ombud.channels.models import Delivery


class AnswerWay(models.TextChoices):
    """How an answer reaches its customer."""

    MAIL = "mail"
    # It stands on the customer's own page, and nowhere else.
    PAGE = "page"
    # It was said already, and is kept.
    PHONE = "phone"


# What the timeline holds of each.
WRITTEN: dict[str, dict[str, Any]] = {
    AnswerWay.MAIL: {"verb": Verb.REPLIED, "kind": EntryKind.MESSAGE},
    AnswerWay.PAGE: {"verb": Verb.REPLIED, "kind": EntryKind.MESSAGE},
    AnswerWay.PHONE: {"verb": Verb.NOTED, "kind": EntryKind.CALL},
}


class Unmailed(TicketBase):
    """Whose customer has no address is answered all the same."""

    class Meta:
        abstract = True

    def learn_address(self, address: str, *, by: Actor) -> Entry | None:
        """The customer has this address; the directory hears of it from who may."""
        is_free = Contact.objects.with_address(address) is None
        if self.contact and is_free and _may_edit(by):
            self.contact.add_address(address, by=by if isinstance(by, User) else None)
        changes = {} if self.requester_email else self.change(requester_email=address)
        return self.record(Verb.CHANGED, by=by, changes=changes) if changes else None

    def known_person(self) -> list[dict[str, str]]:
        """Whom the ticket is about, where any address of theirs is known."""
        address = self.requester_email
        if not address and self.contact:
            known: list[str] | None = getattr(self, "contact_emails", None)
            address = next(iter(self.contact.emails if known is None else known), "")
        if not address:
            return []
        name = self.requester_name or (self.contact.name if self.contact else "")
        return [{"name": name, "address": address}]

    def _answer(
        self, way: str, by: Actor, html: str, words: str, columns: dict[str, Any]
    ) -> Entry:
        entry = self.record(
            by=by,
            direction=Direction.OUT,
            html=html,
            text=words,
            reply_text=words,
            **WRITTEN[way],
            **columns,
        )
        if way == AnswerWay.PAGE:
            insert(
                Message(
                    entry=entry,
                    from_name=by.actor_name,
                    subject=self.subject,
                    filed_by=FiledBy.PAGE,
                )
            )
        return entry


def is_on_page(entry: Entry, delivery: "Delivery | None", filed_by: str) -> bool:
    """Whether it is an answer of ours that stands on the customer's page alone."""
    is_ours = entry.direction == Direction.OUT
    return is_ours and delivery is None and filed_by == FiledBy.PAGE


def _may_edit(by: Actor) -> bool:
    return not isinstance(by, User) or by.may(Permission.EDIT_CUSTOMERS)
