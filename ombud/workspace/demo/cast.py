"""Everybody and everything that a story may name."""

from dataclasses import dataclass, field
from typing import Any

from ombud.channels.models import Channel, Kind, Protocol, Security
from ombud.core.actor import Actor, Requester
from ombud.customers.models import Contact, Organisation
from ombud.lib.addresses import parse_addresses
from ombud.tickets.models.owner_chain import Found
from ombud.users.models import Team, User
from ombud.workflows.models import (
    Action,
    ActionKind,
    Category,
    Field,
    Notice,
    State,
    Workflow,
)
from ombud.workflows.starting import SLUGS
from ombud.workspace.demo import directory, ownership, people, rights

# Nothing connects anywhere: mail is not fetched, and names under .example have no
# address (RFC 6761), so that what is written in the demo stays here.
CHANNELS = {
    "support": ("Support", "support", "support", ["hello@crema.example"]),
    "reklamace": (
        "Reklamace",
        "complaints",
        "complaint",
        ["reklamation@crema.example", "panasz@crema.example"],
    ),
    "info": ("Info", "support", "support", []),
}


@dataclass(frozen=True, slots=True)
class Person:
    """Who a ticket is about."""

    name: str
    address: str
    phone: str
    contact: Contact | None

    @property
    def actor(self) -> Actor:
        """As the timeline keeps them."""
        return self.contact or Requester(self.name or self.phone, self.address)

    @property
    def company(self) -> Organisation | None:
        """Where they work."""
        return self.contact.organisation if self.contact else None


@dataclass(frozen=True, slots=True)
class Map:
    """A workflow with its parts by their keys."""

    workflow: Workflow
    states: dict[str, State]
    actions: dict[str, Action]
    notices: list[Notice]

    @property
    def after_reply(self) -> str:
        """Where an answer leads."""
        replies = (a for a in self.actions.values() if a.kind == ActionKind.REPLY)
        return next((a.to_state.slug for a in replies if a.to_state), "open")


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody and everything, by their keys."""

    agents: dict[str, User]
    teams: dict[str, Team]
    contacts: dict[str, Contact]
    channels: dict[str, Channel]
    categories: dict[str, Category]
    maps: dict[str, Map]
    fields: dict[str, Field]
    # How owners were found, by what was asked.
    chains: dict[tuple[Any, ...], Found] = field(default_factory=dict)

    def person(self, who: str) -> Person:
        """A key of contacts.txt, Name <address>, a number, or just a name."""
        if contact := self.contacts.get(who):
            address = contact.addresses.all()[0].address
            return Person(contact.name, address, contact.phone, contact)
        if who.startswith("+"):
            return Person("", "", who, None)
        if "<" not in who:
            return Person(who, "", "", None)
        found = parse_addresses(who)[0]
        return Person(found.name, found.address, "", None)

    def mailbox(self, team: str) -> Channel:
        """Where that team's mail comes in."""
        return self.channels["reklamace" if team == "complaints" else "support"]


def gather() -> Cast:
    """Hire, register, say who may do what, open the mailboxes."""
    agents = people.hire()
    maps = {slug: read(rights.draw(slug)) for slug in SLUGS}
    teams = {team.slug: team for team in Team.objects.all()}
    keys = people.customers()
    found = (
        Contact.objects.select_related("organisation")
        .prefetch_related("addresses", "phones")
        .in_bulk([contact.pk for contact in keys.values()])
    )
    contacts = {key: found[contact.pk] for key, contact in keys.items()}
    directory.describe(contacts)
    return Cast(
        agents=agents,
        teams=teams,
        contacts=contacts,
        categories=ownership.arrange(agents, teams, contacts),
        channels=open_mailboxes(teams, maps),
        maps=maps,
        fields={one.slug: one for one in Field.objects.filter(noun="ticket")},
    )


def read(workflow: Workflow) -> Map:
    """The parts that stories name."""
    actions = workflow.actions.select_related("to_state", "assign_team")
    return Map(
        workflow,
        {state.slug: state for state in workflow.states.all()},
        {action.slug: action for action in actions},
        list(workflow.notices.select_related("action")),
    )


def open_mailboxes(teams: dict[str, Team], maps: dict[str, Map]) -> dict[str, Channel]:
    """Three, whose mail is forwarded to us and not fetched."""
    return {
        slug: Channel.objects.get_or_create(
            slug=slug,
            defaults={
                "name": name,
                "kind": Kind.MAIL,
                "team": teams[team],
                "workflow": maps[kind].workflow,
                "address": f"{slug}@{people.DOMAIN}",
                "aliases": aliases,
                "sender_name": "Crema & Co.",
                "protocol": Protocol.PIPE,
                "out_host": f"smtp.{people.DOMAIN}",
                "out_port": 587,
                "out_security": Security.STARTTLS,
            },
        )[0]
        for slug, (name, team, kind, aliases) in CHANNELS.items()
    }
