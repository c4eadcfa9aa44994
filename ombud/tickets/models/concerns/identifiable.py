"""Whose matter it is: a requester becomes somebody of the directory."""

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ombud.core.actor import Actor
from ombud.core.live import publish
from ombud.customers.matching import Key
from ombud.customers.models import Contact, Organisation
from ombud.tickets.models.base import TicketBase
from ombud.tickets.models.entry import Entry, Verb
from ombud.workflows.models import ActionNotAllowed


class Identifiable(TicketBase):
    """Whose matter it is: a requester becomes somebody of the directory."""

    class Meta:
        abstract = True

    @transaction.atomic
    def identify(
        self,
        contact: Contact | None,
        *,
        by: Actor,
        key: str = Key.HAND,
        facts: dict[str, Any] | None = None,
    ) -> Entry | None:
        """It is theirs, and their company's; None takes it from the directory again.

        None where it was theirs already. `facts`: what else the timeline tells of it.
        """
        name = contact.name if contact else ""
        return self._belong(
            by,
            {"name": name, **(facts or {})},
            contact=contact,
            organisation=contact.organisation if contact else None,
            matched_by=key if contact else "",
            # Whoever is in the directory is stored.
            not_stored=False,
        )

    @transaction.atomic
    def identify_company(
        self, company: Organisation | None, *, by: Actor, key: str = Key.HAND
    ) -> Entry | None:
        """It is that company's, whoever wrote for it."""
        name = company.name if company else ""
        return self._belong(by, {"name": name}, organisation=company, matched_by=key)

    @transaction.atomic
    def keep_out(self, *, by: Actor, on: bool = True) -> Entry | None:
        """They did not agree to be stored, or they do now: see erasing."""
        ticket = self.locked()
        if on and ticket.contact_id:
            raise ActionNotAllowed(
                _("This customer is in the directory. Take them out of it first.")
            )
        changes = ticket.change(not_stored=on)
        return ticket.record(Verb.CHANGED, by=by, changes=changes) if changes else None

    def _belong(self, by: Actor, facts: dict[str, Any], **columns: Any) -> Entry | None:
        ticket = self.locked()
        changes = ticket.change(**columns)
        if not changes.keys() & {"contact", "organisation"}:
            return None
        # Open pages of whose it was are told as well as those of whose it is.
        publish(*(f"{noun}-{old}-said" for noun, (old, _new) in _owners(changes)))
        particulars = {**facts, "key": str(columns["matched_by"])}
        return ticket.record(
            Verb.IDENTIFIED, by=by, changes=changes, particulars=particulars
        )


def _owners(changes: dict[str, list[Any]]) -> Iterator[tuple[str, list[Any]]]:
    for noun in ("contact", "organisation"):
        if noun in changes and changes[noun][0]:
            yield noun, changes[noun]
