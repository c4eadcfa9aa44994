"""The notices of a plan, as the editor shows them."""

from dataclasses import dataclass

from ombud.workflows.drafting import Row
from ombud.workflows.models import NoticeEvent, Recipient
from ombud.workflows.plan import Plan


@dataclass(frozen=True, slots=True)
class NoticeShown:
    """A notice by its number, which counts from 1."""

    number: int
    row: Row

    @property
    def subject(self) -> str:
        """In the first language there is."""
        return next(
            (text.get("subject", "") for text in self.row["texts"].values()), ""
        )

    @property
    def event(self) -> str:
        """When it is sent, in words."""
        return str(NoticeEvent(self.row["on"].partition(":")[0]).label)

    @property
    def to(self) -> list[str]:
        """To whom, in words."""
        return [_word(one) for one in self.row["to"]]

    @property
    def languages(self) -> list[str]:
        """In which it is written."""
        return sorted(self.row["texts"])


def notices_of(plan: Plan, *events: str) -> list[NoticeShown]:
    """Those that are sent on these events."""
    return [
        NoticeShown(number, row)
        for number, row in enumerate(plan.get("notices", []), start=1)
        if row["on"] in events
    ]


def _word(recipient: str) -> str:
    kind, _colon, whose = recipient.partition(":")
    return whose or str(Recipient(kind).label)
