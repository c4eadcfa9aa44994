"""What somebody who looks for a tag is offered: first what the ticket speaks of."""

from dataclasses import dataclass
from functools import cached_property

from ombud.tickets.models import Chip, KnownTags, Ticket
from ombud.tickets.tags import suggestions
from ombud.users.models import User
from ombud.users.permissions import Permission

# More than anybody looks through; whoever types a whole name gets it all the same.
MOST = 300
MOST_SUGGESTED = 5


@dataclass(frozen=True)
class TagChoices:
    """The tags of one ticket, and those that it could have."""

    ticket: Ticket
    reader: User

    @cached_property
    def chosen(self) -> tuple[Chip, ...]:
        """What it has."""
        return self._known.chips_of(self.ticket.tags)

    @cached_property
    def suggested(self) -> list[Chip]:
        """Tags whose word stands in the subject or in what was said last."""
        said = f"{self.ticket.subject} {self.ticket.last_preview}".lower()
        found = [chip for chip in self._free if chip.name.lower() in said]
        return found[:MOST_SUGGESTED]

    @cached_property
    def others(self) -> list[Chip]:
        """All the rest, what is used most first."""
        return [chip for chip in self._free if chip not in self.suggested][:MOST]

    @property
    def may_make(self) -> bool:
        """Whether the reader may make a new one."""
        return self.reader.may(Permission.MAKE_TAGS)

    @cached_property
    def _known(self) -> KnownTags:
        return KnownTags.read()

    @cached_property
    def _free(self) -> list[Chip]:
        chips = self._known.chips
        used = [chips[key] for word in suggestions() if (key := word.lower()) in chips]
        rest = sorted(chips.values(), key=lambda chip: chip.name.lower())
        both = dict.fromkeys([*used, *rest])
        return [chip for chip in both if chip not in self.chosen]
