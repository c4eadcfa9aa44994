"""Everybody and everything that a story may name."""

from dataclasses import dataclass

from ombud.channels.models import Channel, Kind, Protocol, Security
from ombud.core.actor import Actor, Requester
from ombud.customers.models import Contact
from ombud.lib.addresses import parse_addresses
from ombud.users.models import Team, User
from ombud.workflows.models import Category, State, Workflow
from ombud.workspace.demo import ownership, people

# Nothing connects anywhere: mail is not fetched, and names under .example have no
# address (RFC 6761), so that what is written in the demo stays here.
CHANNELS = {
    "support": ("Support", "support", ["hello@crema.example"]),
    "reklamace": (
        "Reklamace",
        "complaints",
        ["reklamation@crema.example", "panasz@crema.example"],
    ),
    "info": ("Info", "support", []),
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


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody and everything, by their keys."""

    agents: dict[str, User]
    teams: dict[str, Team]
    contacts: dict[str, Contact]
    channels: dict[str, Channel]
    categories: dict[str, Category]
    workflow: Workflow
    states: dict[str, State]

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


def gather(workflow: Workflow) -> Cast:
    """Hire, register, open the mailboxes."""
    agents = people.hire()
    teams = {team.slug: team for team in Team.objects.all()}
    keys = people.customers()
    found = (
        Contact.objects.select_related("organisation")
        .prefetch_related("addresses")
        .in_bulk([contact.pk for contact in keys.values()])
    )
    contacts = {key: found[contact.pk] for key, contact in keys.items()}
    return Cast(
        agents=agents,
        teams=teams,
        contacts=contacts,
        categories=ownership.arrange(agents, teams, contacts),
        channels=open_mailboxes(teams, workflow),
        workflow=workflow,
        states={state.slug: state for state in State.objects.filter(workflow=workflow)},
    )


def open_mailboxes(teams: dict[str, Team], workflow: Workflow) -> dict[str, Channel]:
    """Three, whose mail is forwarded to us and not fetched."""
    return {
        slug: Channel.objects.get_or_create(
            slug=slug,
            defaults={
                "name": name,
                "kind": Kind.MAIL,
                "team": teams[team],
                "workflow": workflow,
                "address": f"{slug}@{people.DOMAIN}",
                "aliases": aliases,
                "sender_name": "Crema & Co.",
                "protocol": Protocol.PIPE,
                "out_host": f"smtp.{people.DOMAIN}",
                "out_port": 587,
                "out_security": Security.STARTTLS,
            },
        )[0]
        for slug, (name, team, aliases) in CHANNELS.items()
    }
