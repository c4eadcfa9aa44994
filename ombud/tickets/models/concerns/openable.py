"""A matter begins."""

from typing import TYPE_CHECKING, Any, Self

from django.db import transaction

from ombud.core.actor import Actor
from ombud.tickets.models.base import TicketBase

if TYPE_CHECKING:
    from ombud.channels.models import Channel
    from ombud.customers.models import Contact
    from ombud.users.models import Team
    from ombud.workflows.models import Workflow


class Openable(TicketBase):
    """A matter begins: by mail, by hand or by another program."""

    class Meta:
        abstract = True

    @classmethod
    @transaction.atomic(savepoint=False)
    def begin(  # a ticket's whole beginning
        cls,
        *,
        subject: str,
        team: "Team",
        workflow: "Workflow",
        channel: "Channel | None" = None,
        contact: "Contact | None" = None,
        requester: "Actor | None" = None,
        **columns: Any,
    ) -> Self:
        """A ticket in its workflow's first state; its first entry is the caller's."""
        first = workflow.first_state
        return cls._default_manager.create(
            subject=" ".join(subject.split())[:1000],
            team=team,
            workflow=workflow,
            state=first,
            channel=channel,
            contact=contact,
            requester_name=(requester.actor_name if requester else "")[:200],
            requester_email=getattr(requester, "address", "")[:320],
            **columns,
        )
