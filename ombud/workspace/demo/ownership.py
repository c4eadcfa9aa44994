"""Who looks after whom at Crema & Co., who is away, and what tickets are about."""

from datetime import timedelta

from ombud.customers.models import Contact
from ombud.tickets.models import Entry, Ticket, Verb
from ombud.tickets.models.entry import EntryKind
from ombud.users.models import Absence, Helpdesk, Team, Tier, User
from ombud.workflows.models import Category
from ombud.workflows.models.category import forget_tree
from ombud.workspace.demo.rows import Rows

# Team: its line, and who leads it.
TIERS = {
    "support": (Tier.FIRST, "lena"),
    "complaints": (Tier.SECOND, "tomas"),
    "warehouse": (Tier.SECOND, "jana"),
    "technical": (Tier.THIRD, "eleni"),
    "sales": (Tier.FIRST, "nora"),
    "people": (Tier.FIRST, "lena"),
}
# Category: name, what it stands below, its team, the tags by which stories have it.
CATEGORIES: dict[str, tuple[str, str, str, set[str]]] = {
    "orders": ("Orders and delivery", "", "", {"delivery"}),
    "lost": ("Lost on the way", "orders", "warehouse", {"lost", "courier"}),
    "returns": ("Returns", "", "complaints", {"return", "refund", "exchange"}),
    "repair": ("Repair", "", "technical", {"repair", "leak", "warranty"}),
    "billing": ("Invoices", "", "", {"billing", "invoice"}),
    "advice": ("Advice", "", "", {"question", "advice"}),
    "sales": ("Offers for companies", "", "sales", {"lead"}),
    "jobs": ("Working with us", "", "people", {"application"}),
    "opinions": ("What people say", "", "support", {"feedback"}),
}
# Customers that somebody looks after, by their keys in contacts.txt.
RESPONSIBLE = {"hotel": "grace", "james": "grace", "finchley": "lena"}
COMPANIES = {"Finchley Roasters": "grace"}
COVERED = 4


def arrange(
    agents: dict[str, User], teams: dict[str, Team], contacts: dict[str, Contact]
) -> dict[str, Category]:
    """Lines and leads, responsible agents, the general helpdesk; gives categories."""
    for slug, (tier, lead) in TIERS.items():
        teams[slug].tier, teams[slug].lead = tier, agents[lead]
        teams[slug].save(update_fields=["tier", "lead"])
    for key, agent in RESPONSIBLE.items():
        contacts[key].entrust(agents[agent])
        company = contacts[key].organisation
        if company and (name := COMPANIES.get(company.name)):
            company.entrust(agents[name])
    Helpdesk.current().change(
        owner=agents["lena"], takes_at_once=False, ownerless_hours=48
    )
    return sort(teams)


def sort(teams: dict[str, Team]) -> dict[str, Category]:
    """The tree of categories."""
    found: dict[str, Category] = {}
    for position, (slug, line) in enumerate(CATEGORIES.items()):
        name, above, team, _tags = line
        found[slug] = Category.objects.create(
            name=name,
            slug=slug,
            parent=found.get(above),
            team=teams.get(team),
            position=position,
        )
    forget_tree()
    return found


def category_of(tags: tuple[str, ...], found: dict[str, Category]) -> Category | None:
    """By the tags of a story."""
    slugs = (slug for slug, line in CATEGORIES.items() if line[3] & set(tags))
    return next((found[slug] for slug in slugs), None)


def send_away(agents: dict[str, User]) -> Absence:
    """Dóra is away now; Lena was last week, and finds what has become of hers."""
    today = agents["dora"].day_at()
    Absence.objects.plan(
        agents["dora"],
        first_day=today - timedelta(days=2),
        last_day=today + timedelta(days=5),
        substitute=agents["jana"],
        note="On holiday at Lake Balaton.",
        hands_over=False,
    )
    return Absence.objects.plan(
        agents["lena"],
        first_day=today - timedelta(days=9),
        last_day=today - timedelta(days=1),
        substitute=agents["grace"],
        hands_over=False,
    )


def cover(absence: Absence, agents: dict[str, User], rows: Rows) -> None:
    """Some of Lena's tickets are Grace's since then."""
    grace = agents["grace"]
    mine = [one for one in rows.tickets if one.assignee == grace and one.contact]
    for ticket in mine[-COVERED:]:
        ticket.absence = absence
        rows.entries.append(_handed_over(ticket, absence))


def _handed_over(ticket: Ticket, absence: Absence) -> Entry:
    stand_in = absence.substitute
    return Entry(
        ticket=ticket,
        kind=EntryKind.EVENT,
        verb=Verb.ASSIGNED,
        at=ticket.created_at + timedelta(seconds=30),
        changes={"assignee": [None, stand_in.email if stand_in else None]},
        particulars={
            "why": "absent",
            "name": absence.user.name,
            "until": absence.last_day.isoformat(),
        },
        author_kind="machine",
        author_name="Ombud",
    )
