"""Tickets of the demo that belong together: a matter told twice, and one fault."""

from collections.abc import Mapping

from ombud.tickets.models import Ticket
from ombud.tickets.models.link import CHILD
from ombud.users.models import User

# Both of one customer: the set came broken, and not whole.
TWICE = ("Rozbitý hrnek v dárkovém balení", "Chybí těsnění v sadě")
# All of one batch of machines leak, in four languages.
FAULT = "batch-07"
PARENT = "Water under the machine since the last descaling"


def group(agents: Mapping[str, User]) -> None:
    """By the verbs themselves, so that both can be taken back."""
    lena = agents["lena"]
    first, second = (Ticket.objects.get(subject=subject) for subject in TWICE)
    second.merge_into(first, by=lena)
    parent = Ticket.objects.get(subject=PARENT)
    others = Ticket.objects.filter(tags__contains=[FAULT]).exclude(pk=parent.pk)
    for child in others.order_by("number"):
        parent.link_to(child, by=lena, kind=CHILD)
