"""Mails a second through the whole intake, beside the least that must be done."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from typing import TYPE_CHECKING, Any

import psycopg

from bench.mails import Post

if TYPE_CHECKING:
    from ombud.channels.models import Channel

COUNT = 300
WARM_UP = 12
PORTION = 25


def measure(url: str) -> dict[str, float]:
    """Both, in mails a second; and how many answers stand where they belong."""
    from ombud.channels.models import Channel

    channel = Channel.objects.get(slug="support")
    through(channel, Post(WARM_UP, "warm@crema.example").first_wave(), "warm")
    post = Post(COUNT, channel.address)
    product, floor = Watch(), Watch()
    with psycopg.connect(url, autocommit=True) as link:
        link.execute("CREATE TEMP TABLE floor (id serial, raw bytea, body text)")
        for wave in (post.first_wave, lambda: post.second_wave(numbers())):
            for place, some in enumerate(portions(wave())):
                with product.running(len(some)):
                    through(channel, some, f"{wave.__name__}{place}")
                with floor.running(len(some)):
                    least(link, some)
    return {
        "mails": product.count,
        "product": product.count / product.seconds,
        "floor": floor.count / floor.seconds,
        "processor": product.processor * 1000 / product.count,
        "floor processor": floor.processor * 1000 / floor.count,
        "threaded": threaded(post),
    }


@dataclass
class Watch:
    """Adds up what was done, in which time, by how much of the processor."""

    count: int = 0
    seconds: float = 0
    processor: float = 0

    @contextmanager
    def running(self, count: int) -> Iterator[None]:
        """Runs for the length of a `with`."""
        start, spent = time.perf_counter(), time.process_time()
        yield
        self.count += count
        self.seconds += time.perf_counter() - start
        self.processor += time.process_time() - spent


def portions(mails: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
    """Product and floor take turns, so that a busy moment hits both."""
    for start in range(0, len(mails), PORTION):
        yield mails[start : start + PORTION]


def through(channel: "Channel", mails: Sequence[bytes], wave: str) -> None:
    """Store each as it would be fetched, then read all."""
    from ombud.intake.drain import drain
    from ombud.intake.models import Inbound

    for uid, raw in enumerate(mails):
        Inbound.objects.store(channel, raw, uidvalidity=wave, uid=str(uid))
    drain()


def numbers() -> dict[str, int]:
    """Tickets by subject."""
    from ombud.tickets.models import Ticket

    return dict(Ticket.objects.values_list("subject", "number"))


def threaded(post: Post) -> float:
    """The part of all answers that stand on the ticket of their matter."""
    from ombud.tickets.models import Message

    found = dict(
        Message.objects.filter(message_id__endswith=f".bench@{post.host}")
        .order_by("pk")
        .values_list("message_id", "entry__ticket__subject")
    )
    answers = [one for one in post.samples if one.root != one.place]
    right = [
        one
        for one in answers
        if found.get(post.message_id(one.place)) == post.samples[one.root].subject
    ]
    return len(right) / len(answers)


def least(link: "psycopg.Connection[Any]", mails: Sequence[bytes]) -> None:
    """Parsed by the standard library, inserted raw, one commit each."""
    for raw in mails:
        mail = message_from_bytes(raw, policy=policy.default)
        body = mail.get_body(("plain",))
        text = body.get_content() if body else ""
        for part in mail.iter_attachments():
            part.get_content()
        link.execute("INSERT INTO floor (raw, body) VALUES (%s, %s)", [raw, str(text)])
