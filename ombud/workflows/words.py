"""Names a plan may use: the placeholders of its texts, and who there is."""

from ombud.users.models import Role, Team, User

# What tickets.placeholders gives a notice, with what it means for the editor's list.
PLACEHOLDERS = {
    "ticket.number": "1042",
    "ticket.subject": "The kettle leaks",
    "ticket.state": "In progress",
    "ticket.type": "Complaint",
    "ticket.priority": "High",
    "ticket.url": "https://help.shop.example/tickets/1042/",
    "ticket.team": "Support",
    "ticket.assignee": "Agnes Adler",
    "ticket.erase_days": "180",
    "customer.name": "Carla Conti",
    "customer.first_name": "Carla",
    "customer.email": "carla@example.com",
    "customer.organisation": "Example Ltd",
    "actor.name": "Agnes Adler",
    "action.name": "Ask for the parcel",
    "message.text": "It leaks from below.",
    "company.name": "Crema & Co.",
}
KNOWN = frozenset(PLACEHOLDERS)


def is_known(kind: str, key: str) -> bool:
    """Whether there is such a team, role or agent."""
    match kind:
        case "team":
            return Team.objects.filter(slug=key).exists()
        case "role":
            return Role.objects.filter(slug=key).exists()
        case "agent":
            return User.objects.agents().filter(email=key).exists()
    return False
