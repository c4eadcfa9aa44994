"""The shop's tags: those that say what hurries have a colour."""

from collections.abc import Iterable

from ombud.tickets.models import Tag, Ticket

# Grey is the rule: a colour means something.
HUES = {
    "leak": 1,
    "repair": 8,
    "warranty": 6,
    "return": 11,
    "exchange": 10,
    "billing": 3,
    "wholesale": 5,
    "quote": 5,
}


def make_tags(tickets: Iterable[Ticket]) -> None:
    """A tag for each word that they have."""
    words = {word for ticket in tickets for word in ticket.tags}
    make(words)


def make(words: Iterable[str]) -> None:
    """Each with its colour."""
    Tag.objects.make_missing(words)
    for name in words:
        if hue := HUES.get(name):
            Tag.objects.filter(name=name, hue=0).update(hue=hue)
