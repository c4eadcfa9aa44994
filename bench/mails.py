"""The mails to be measured: like those of a shop's support, the same at every run.

Two of three begin a matter, one of three answers an earlier one: by turns only by its
In-Reply-To, or only by the ticket's number in the subject, which is known once the
first wave has been read. One of five carries 100 KB.
"""

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

TEXT = """
order parcel machine grinder filter seal invoice refund steam pump water leaks button
since yesterday again never twice Käse für übel žluté kůň őszi φίλτρο καφές please
courier address warranty repair exchange supplier battery label weekend
"""
ENCODINGS = ["quoted-printable", "quoted-printable", "base64", "8bit"]
HEAVY = 100_000
START = datetime(2026, 3, 2, 8, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Sample:
    """One mail: `root` names the matter it belongs to, `tagged` that it waits."""

    place: int
    root: int
    tagged: bool
    address: str
    subject: str
    text: str


class Post:
    """Writes so many mails to one mailbox."""

    def __init__(self, count: int, to: str) -> None:
        """`count` mails to the address `to`."""
        self.to, self.dice = to, random.Random(count)  # noqa: S311  # no secrets
        self.words = TEXT.split()
        self.host = f"{count}.customers.example"
        self.samples = [self._sample(place) for place in range(count)]

    def first_wave(self) -> list[bytes]:
        """All that needs no ticket number."""
        return [self.raw(sample) for sample in self.samples if not sample.tagged]

    def second_wave(self, numbers: dict[str, int]) -> list[bytes]:
        """The rest; `numbers` of tickets by subject."""
        return [
            self.raw(sample, numbers[self.samples[sample.root].subject])
            for sample in self.samples
            if sample.tagged
        ]

    def raw(self, sample: Sample, number: int = 0) -> bytes:
        """The mail as it comes over the wire."""
        mail = EmailMessage(policy=SMTP)
        self._head(mail, sample, number)
        how = ENCODINGS[sample.place % 4]
        mail.set_content(sample.text, cte=how)
        body = "".join(f"<p>{line}</p>" for line in sample.text.split("\n\n"))
        mail.add_alternative(f"<html><body>{body}</body></html>", "html", cte=how)
        if sample.place % 5 == 4:
            data = random.Random(sample.place).randbytes(HEAVY)  # noqa: S311
            name = f"scan-{sample.place}.pdf"
            mail.add_attachment(data, "application", "pdf", filename=name)
        return mail.as_bytes()

    def message_id(self, place: int) -> str:
        """No two posts share one."""
        return f"{place}.bench@{self.host}"

    def _head(self, mail: EmailMessage, sample: Sample, number: int) -> None:
        when = START + timedelta(minutes=3 * sample.place)
        mail["From"] = f"Customer {sample.root} <{sample.address}>"
        mail["To"] = self.to
        mail["Date"] = format_datetime(when)
        mail["Message-ID"] = f"<{self.message_id(sample.place)}>"
        answers = sample.root != sample.place
        if answers and not sample.tagged:
            mail["In-Reply-To"] = f"<{self.message_id(sample.root)}>"
        old = self.samples[sample.root].subject if answers else sample.subject
        tag = f"[#{number}] " if number else ""
        mail["Subject"] = f"Re: {tag}{old}" if answers else sample.subject

    def _sample(self, place: int) -> Sample:
        root = place
        if place % 3 == 2:
            root = self.dice.randrange(place) // 3 * 3
        words = self._sentence(6).rstrip(".")
        paragraphs = [self._sentence(self.dice.randint(8, 30)) for _ in range(4)]
        if root != place:
            quoted = self._sentence(20)
            paragraphs.append(f"On Monday, Support wrote:\n> {quoted}\n> {quoted}")
        return Sample(
            place=place,
            root=root,
            tagged=place % 6 == 5,
            address=f"c{root}@{self.host}",
            subject=f"{words} K{place:05}",
            text="\n\n".join(paragraphs),
        )

    def _sentence(self, count: int) -> str:
        return (
            " ".join(self.dice.choice(self.words) for _ in range(count)).capitalize()
            + "."
        )
