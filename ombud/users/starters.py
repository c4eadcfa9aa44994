"""The roles and the team that a new installation starts with."""

from ombud.users.models import Role, Team
from ombud.users.permissions import Permission

OWNER = "owner"
ROLES: tuple[tuple[str, str, tuple[Permission, ...]], ...] = (
    (OWNER, "Owner", tuple(Permission)),
    (
        "lead",
        "Lead",
        (
            Permission.WORK_TICKETS,
            Permission.SEE_ALL_TICKETS,
            Permission.MAKE_TAGS,
            Permission.SEE_ORDERS,
            Permission.SEE_CUSTOMERS,
            Permission.EDIT_CUSTOMERS,
            Permission.SEE_INTAKE,
        ),
    ),
    (
        "agent",
        "Agent",
        (
            Permission.WORK_TICKETS,
            Permission.MAKE_TAGS,
            Permission.SEE_ORDERS,
            Permission.SEE_CUSTOMERS,
            Permission.EDIT_CUSTOMERS,
        ),
    ),
)


def start() -> None:
    """Make what is missing; what an owner has changed stays."""
    for slug, name, permissions in ROLES:
        Role.objects.get_or_create(
            slug=slug,
            defaults={"name": name, "permissions": [str(each) for each in permissions]},
        )
    if not Team.objects.exists():
        Team.objects.create(name="Support", slug="support")


def owner_role() -> Role:
    """The role that allows everything, also what later versions added."""
    role, _ = Role.objects.get_or_create(slug=OWNER, defaults={"name": "Owner"})
    if set(role.permissions) != set(Permission):
        role.permissions = [str(each) for each in Permission]
        role.save(update_fields=["permissions"])
    return role
