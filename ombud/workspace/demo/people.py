"""Who works at Crema & Co., and who writes to them."""

from dataclasses import dataclass
from pathlib import Path

from django.contrib.auth.hashers import make_password

from ombud.customers.models import Contact, ContactAddress, ContactPhone, Organisation
from ombud.users.models import Role, Team, User
from ombud.users.permissions import Permission

DOMAIN = "crema.example"
PASSWORD = "crema and company"  # noqa: S105  # printed at the start, for the demo alone
CONTACTS = Path(__file__).parent / "contacts.txt"

TEAMS = {
    "support": "Support",
    "complaints": "Complaints",
    "warehouse": "Warehouse",
    "technical": "Technical",
    "sales": "Sales",
    "people": "People",
}
# Those who answer what comes in all day; a crowd of made-up tickets is theirs.
DESKS = ("support", "complaints", "warehouse", "technical")
# Roles beside those that every installation has.
ROLES = {"finance": "Finance"}


@dataclass(frozen=True, slots=True)
class Agent:
    """One line of the list of agents."""

    name: str
    role: str
    teams: tuple[str, ...]
    language: str
    time_zone: str
    availability: str = "on"


AGENTS = {
    # Whoever tries the demo signs in as her: she speaks what their browser asks for.
    "lena": Agent(
        "Lena Vogt", "owner", ("support", "complaints", "people"), "", "Europe/Berlin"
    ),
    "tomas": Agent("Tomáš Beran", "lead", ("complaints",), "cs", "Europe/Prague"),
    "bence": Agent("Bence Kiss", "agent", ("support",), "hu", "Europe/Budapest"),
    "eleni": Agent(
        "Eleni Markou", "agent", ("support", "technical"), "el", "Europe/Athens"
    ),
    "grace": Agent("Grace Adeyemi", "agent", ("support",), "en-gb", "Europe/London"),
    "niklas": Agent("Niklas Ebner", "agent", ("complaints",), "de", "Europe/Vienna"),
    "jana": Agent("Jana Nováková", "agent", ("warehouse",), "cs", "Europe/Prague"),
    "dora": Agent(
        "Dóra Szalai", "agent", ("warehouse",), "hu", "Europe/Budapest", "away"
    ),
    "ondrej": Agent(
        "Ondřej Malý", "agent", ("technical",), "cs", "Europe/Prague", "busy"
    ),
    "nora": Agent("Nora Whitfield", "agent", ("sales",), "en-gb", "Europe/London"),
    "karel": Agent("Karel Doležal", "agent", ("sales",), "cs", "Europe/Prague"),
    # Of no team: she sees what awaits payment, and that by the table of rights alone.
    "ruth": Agent("Ruth Sommer", "finance", (), "de", "Europe/Berlin"),
}


def hire() -> dict[str, User]:
    """The teams and their agents, by first name; whoever is there stays as they are."""
    teams = {
        slug: Team.objects.get_or_create(slug=slug, defaults={"name": name})[0]
        for slug, name in TEAMS.items()
    }
    for slug, name in ROLES.items():
        may = {"name": name, "permissions": [str(Permission.WORK_TICKETS)]}
        Role.objects.get_or_create(slug=slug, defaults=may)
    roles = {role.slug: role for role in Role.objects.all()}
    # One hash for all: they share the password anyway, and hashing is slow by design.
    password = make_password(PASSWORD)
    return {
        key: _agent(key, agent, teams, roles[agent.role], password)
        for key, agent in AGENTS.items()
    }


def _agent(
    key: str, agent: Agent, teams: dict[str, Team], role: Role, password: str
) -> User:
    user, made = User.objects.get_or_create(
        email=f"{key}@{DOMAIN}",
        defaults={
            "name": agent.name,
            "password": password,
            "language": agent.language,
            "time_zone": agent.time_zone,
            "availability": agent.availability,
            "signature": f"{agent.name}\nCrema & Co.",
        },
    )
    if made:
        user.roles.add(role)
        user.teams.set([teams[slug] for slug in agent.teams])
    return user


def customers() -> dict[str, Contact]:
    """The directory, by the keys of contacts.txt."""
    lines = CONTACTS.read_text("utf-8").splitlines()
    rows = [[cell.strip() for cell in line.split("|")] for line in lines]
    companies = {name: Organisation(name=name) for name in {r[4] for r in rows} if name}
    Organisation.objects.bulk_create(companies.values())
    contacts = {
        key: Contact(
            name=name,
            language=language,
            organisation=companies.get(company),
        )
        for key, name, _email, language, company, _phone in rows
    }
    Contact.objects.bulk_create(contacts.values())
    ContactAddress.objects.bulk_create(
        ContactAddress(contact=contacts[row[0]], address=row[2], is_main=True)
        for row in rows
    )
    ContactPhone.objects.bulk_create(
        ContactPhone(
            contact=contacts[row[0]], number=row[5].replace(" ", ""), is_main=True
        )
        for row in rows
        if row[5]
    )
    return contacts
