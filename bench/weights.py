"""What web and worker weigh, at rest and at work."""

import time

from bench.house import House, peak, resident
from bench.mails import Post

REST = 4.0
MAILS = 60
PATIENCE = 60.0


def worker_at_work(house: House) -> dict[str, float]:
    """Start the worker, let it read mails; megabytes at rest and at most."""
    pid = house.worker()
    time.sleep(REST)
    rest = resident(pid)
    feed()
    return {"worker at rest": rest, "worker at most": peak(pid)}


def feed() -> None:
    """Hand it mails, and wait until it has read them."""
    from ombud.channels.models import Channel
    from ombud.intake.jobs import process_open
    from ombud.intake.models import Fate, Inbound

    channel = Channel.objects.get(slug="reklamace")
    for uid, raw in enumerate(Post(MAILS, channel.address).first_wave()):
        Inbound.objects.store(channel, raw, uidvalidity="fed", uid=str(uid))
    process_open.defer()
    deadline = time.monotonic() + PATIENCE
    waiting = Inbound.objects.filter(fate=Fate.OPEN)
    while waiting.exists():
        if time.monotonic() > deadline:
            raise SystemExit("The worker did not read its mails.")
        time.sleep(0.2)
