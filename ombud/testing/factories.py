"""Things for tests: plain functions with sound defaults."""

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from ombud.channels.models import Channel, Delivery, DeliveryState
from ombud.core.actor import Actor, Machine, Requester
from ombud.customers.models import Contact, Organisation
from ombud.lib import html as html_lib
from ombud.lib.phone import normalise
from ombud.tickets.models import (
    Attachment,
    Direction,
    Entry,
    EntryKind,
    Message,
    Reading,
    Ticket,
    Verb,
)
from ombud.tickets.models.attachment import store_blob
from ombud.users.models import Role, Team, User
from ombud.users.permissions import Permission
from ombud.workflows.models import State, Workflow
from ombud.workflows.starting import starter

numbers = count(1)
CARLA = {"name": "Carla Conti", "address": "carla@example.com"}
SUPPORT = {"name": "Support", "address": "support@shop.example"}


def make_team(slug: str = "support", *members: User, **columns: Any) -> Team:
    """The team of that slug, made once."""
    columns = {"name": slug.replace("-", " ").title(), **columns}
    team, _ = Team.objects.get_or_create(slug=slug, defaults=columns)
    team.members.add(*members)
    return team


def make_agent(name: str, *teams: Team, see_all: bool = False, **columns: Any) -> User:
    """An agent of these teams; the e-mail address comes from the name."""
    may = [Permission.WORK_TICKETS, *([Permission.SEE_ALL_TICKETS] if see_all else [])]
    slug = "overseer" if see_all else "agent"
    role, _ = Role.objects.get_or_create(
        slug=slug, defaults={"name": slug.title(), "permissions": may}
    )
    email = columns.pop("email", f"{name.split(maxsplit=1)[0].lower()}@ombud.example")
    user = User.objects.create_user(email, name=name, **columns)
    user.roles.add(role)
    user.teams.add(*teams)
    return user


def make_contact(
    name: str = "Carla Conti", *addresses: str, organisation: str = "", **columns: Any
) -> Contact:
    """A contact with addresses, the first of them the main one."""
    company = None
    if organisation:
        company, _ = Organisation.objects.get_or_create(name=organisation)
    phones = [columns.pop("phone")] if columns.get("phone") else []
    contact = Contact.objects.create(name=name, organisation=company, **columns)
    for phone in phones:
        number = normalise(phone, "GB") or phone
        contact.phones.create(number=number, is_main=True)
    for place, address in enumerate(addresses):
        contact.addresses.create(address=address, is_main=place == 0)
    return contact


def make_channel(team: Team | None = None, **columns: Any) -> Channel:
    """A mailbox that can send."""
    number = next(numbers)
    defaults = {
        "name": "Support mailbox",
        "slug": f"mailbox-{number}",
        "team": team or make_team(),
        "workflow": make_workflow(),
        "address": SUPPORT["address"],
        "in_host": "mail.example",
        "out_host": "mail.example",
        "started_at": timezone.now(),
    }
    return Channel.objects.create(**(defaults | columns))


def make_workflow(slug: str = "support") -> Workflow:
    """A starter's workflow, made once."""
    return starter(slug)


def make_state(slug: str) -> State:
    """A state of the support workflow."""
    return State.objects.get(workflow=make_workflow(), slug=slug)


def make_ticket(
    subject: str = "The kettle leaks",
    *,
    team: Team | None = None,
    state: str = "new",
    **columns: Any,
) -> Ticket:
    """A ticket as its columns say, with no entry yet."""
    workflow = make_workflow()
    found = State.objects.get(workflow=workflow, slug=state)
    defaults = {
        "subject": subject,
        "workflow": workflow,
        "state": found,
        "team": team or make_team(),
        "is_open": not found.is_finished,
        "requester_name": CARLA["name"],
        "requester_email": CARLA["address"],
        "last_message_at": timezone.now(),
    }
    if contact := columns.get("contact"):
        columns.setdefault("organisation", contact.organisation)
    ticket: Ticket = Ticket.objects.create(**(defaults | columns))
    ticket.refresh_from_db(fields=["number"])
    return ticket


def make_message(  # a message has many sides
    ticket: Ticket,
    text: str = "It leaks from below.",
    *,
    html: str = "",
    by: Actor | None = None,
    at: datetime | None = None,
    out: bool = False,
    delivery: str = "",
    sender: str = "",
    to: list[dict[str, str]] | None = None,
    **columns: Any,
) -> Entry:
    """A letter from the customer, or with `out` one of ours."""
    envelope = columns.pop("envelope", {})
    author = by or (Machine() if out else Requester(ticket.requester_name, ""))
    entry = make_entry(
        ticket,
        EntryKind.MESSAGE,
        Verb.REPLIED if out else Verb.RECEIVED,
        by=author,
        at=at,
        direction=Direction.OUT if out else Direction.IN,
        text=text,
        reply_text=text,
        html=html_lib.clean(html) if html else html_lib.html_from(text),
        **columns,
    )
    Message.objects.create(
        entry=entry,
        message_id=f"message-{next(numbers)}@example.com",
        from_name=author.actor_name,
        from_address=sender or (SUPPORT["address"] if out else ticket.requester_email),
        to=to or ([CARLA] if out else [SUPPORT]),
        subject=ticket.subject,
        filed_by="" if out else "new",
        delivery=make_delivery(delivery) if delivery else None,
        **envelope,
    )
    return entry


def make_note(
    ticket: Ticket, by: Actor, text: str = "Ask the workshop.", **columns: Any
) -> Entry:
    """What only colleagues read."""
    return make_entry(
        ticket,
        EntryKind.NOTE,
        Verb.NOTED,
        by=by,
        text=text,
        reply_text=text,
        html=html_lib.html_from(text),
        **columns,
    )


def make_entry(
    ticket: Ticket,
    kind: EntryKind = EntryKind.EVENT,
    verb: Verb = Verb.CHANGED,
    *,
    by: Actor | None = None,
    at: datetime | None = None,
    **columns: Any,
) -> Entry:
    """An entry, recorded as the product records it."""
    return ticket.record(verb, by=by or Machine(), kind=kind, at=at, **columns)


def make_delivery(state: str = DeliveryState.QUEUED, **columns: Any) -> Delivery:
    """One thing to be sent, in that state."""
    number = next(numbers)
    channel = columns.pop("channel", None) or Channel.objects.first() or make_channel()
    now = timezone.now()
    defaults = {
        "channel": channel,
        "state": state,
        "sender": SUPPORT["address"],
        "recipients": [CARLA["address"]],
        "raw": b"Subject: hello\r\n\r\nhello",
        "message_id": f"delivery-{number}@shop.example",
        "due_at": now + timedelta(seconds=10) if state == "queued" else now,
        "sent_at": now if state == "sent" else None,
    }
    return Delivery.objects.create(**(defaults | columns))


def make_file(
    entry: Entry,
    filename: str = "photo.png",
    content: bytes = b"",
    content_type: str = "image/png",
    **columns: Any,
) -> Attachment:
    """A file of an entry."""
    return Attachment.objects.create(
        entry=entry,
        filename=filename,
        content_type=content_type,
        size=len(content),
        digest=store_blob(content),
        **columns,
    )


def read_by(user: User, ticket: Ticket, at: datetime | None = None) -> None:
    """As if the agent had looked at it then."""
    Reading.objects.update_or_create(
        ticket=ticket, user=user, defaults={"at": at or timezone.now()}
    )
