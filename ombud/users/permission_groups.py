"""The permissions as the editor of roles shows them: in groups, each explained.

A permission that is in no group yet stands under “More”, so that none is ever hidden.
"""

from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ombud.users.permissions import Permission

MORE = _("More")
GROUPS: dict[str, str | Promise] = {
    "work_tickets": _("Tickets"),
    "see_all_tickets": _("Tickets"),
    "lead_tickets": _("Tickets"),
    "purge_tickets": _("Tickets"),
    "make_tags": _("Tickets"),
    "write_templates": _("Tickets"),
    "see_orders": _("Sales"),
    "change_orders": _("Sales"),
    "see_customers": _("Customers"),
    "edit_customers": _("Customers"),
    "see_intake": _("Mail"),
    "manage_channels": _("Mail"),
    "manage_sources": _("Settings"),
    "manage_workflows": _("Settings"),
    "manage_people": _("Settings"),
    "manage_settings": _("Settings"),
}
EXPLAINED: dict[str, str | Promise] = {
    "work_tickets": _("Answer, note, assign and take. Nothing works without it."),
    "see_all_tickets": _("Also those of teams that one does not work in."),
    "lead_tickets": _("Give away what is somebody's alone while they are not here."),
    "purge_tickets": _(
        "At once, with letters and files. By itself the bin does so after 30 days."
    ),
    "make_tags": _("Without it one chooses among those that are there."),
    "write_templates": _("For everybody and for one's own teams; agents insert them."),
    "see_orders": _("Beside tickets, on their own pages, and in the search."),
    "change_orders": _("Also for the shop's own program, which pushes them here."),
    "see_customers": _("Find people and companies, and read what is known of them."),
    "edit_customers": _("Also which of two records stays when they are the same."),
    "see_intake": _("Read what was held back, release it or set it aside."),
    "manage_channels": _("Passwords and servers of mailboxes, what goes out."),
    "manage_sources": _(
        "Passwords of other systems; files only of what one may change."
    ),
    "manage_workflows": _("States, actions, fields, and which team may do what."),
    "manage_people": _("Who may do what: whoever has this can give everything."),
    "manage_settings": _("Name, language, categories, the general helpdesk."),
}


def grouped(
    permissions: list[Permission] | None = None,
) -> Iterator[tuple[str, list[tuple[Permission, str]]]]:
    """(group, its permissions each with its line), in the order of the list."""
    found: dict[str, list[tuple[Permission, str]]] = {}
    for one in permissions or list(Permission):
        name = str(GROUPS.get(one.value, MORE))
        line = str(EXPLAINED.get(one.value, ""))
        found.setdefault(name, []).append((one, line))
    yield from found.items()
