"""The whole shop: made once, in one transaction."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from ombud.core.models import Installation
from ombud.tickets.models import Reading, Ticket
from ombud.users.models import User
from ombud.workspace.demo import (
    commerce,
    grouping,
    linking,
    other_systems,
    ownership,
    templates,
    waiting,
    web_forms,
)
from ombud.workspace.demo.cast import Cast, gather
from ombud.workspace.demo.ringing import name_in_notes, ring
from ombud.workspace.demo.rows import Rows, numbers
from ombud.workspace.demo.story import stories
from ombud.workspace.demo.tags import make_tags
from ombud.workspace.demo.telling import Teller
from ombud.workspace.starting import start

FRESH = timedelta(hours=3)


@transaction.atomic
def load() -> int:
    """Open the shop; gives the number of its tickets."""
    start()
    Installation.current().change(
        name="Crema & Co.",
        language="en-gb",
        time_zone="Europe/Berlin",
        is_demo=True,
    )
    cast = gather()
    rows = tell(cast)
    ownership.cover(ownership.send_away(cast.agents), cast.agents, rows)
    name_in_notes(rows)
    rows.save()
    make_tags(rows.tickets)
    commerce.sell(cast, stories(), timezone.now())
    linking.link(rows)
    web_forms.open_forms(cast)
    other_systems.connect(cast.agents["lena"])
    templates.write(cast.agents, cast.teams)
    ring(rows, cast.agents)
    read(rows.tickets, list(cast.agents.values()))
    grouping.group(cast.agents)
    waiting.put_off(cast.agents["lena"])
    return len(rows.tickets) + web_forms.TICKETS


def tell(cast: Cast) -> Rows:
    """Every story up to this moment; numbers grow with time."""
    rows, now = Rows(), timezone.now()
    told = stories()
    for story, number in zip(told, numbers(len(told)), strict=True):
        Teller(story, number, cast, rows, now).tell()
    return rows


def read(tickets: list[Ticket], agents: list[User]) -> None:
    """Everybody has read everything but the last hours' mail and what nobody has."""
    news = timezone.now() - FRESH
    seen = [
        one
        for one in tickets
        if not one.is_open
        or one.last_kind != "in"
        or (one.last_message_at < news and one.assignee_id)
    ]
    Reading.objects.bulk_create(
        Reading(ticket=ticket, user=agent, at=ticket.last_message_at)
        for ticket in seen
        for agent in agents
    )
