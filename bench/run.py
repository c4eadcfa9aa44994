"""All figures in one run, each beside its floor; writes docs/bench.md."""

import contextlib
import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from bench import intake, pages, weights, words
from bench.house import House, opened, peak, resident

SIZES = (10_000, 100_000)
# No further size is begun after this; the whole stays below six minutes.
LAST_START = 180.0
FILE = Path(__file__).parent.parent / "docs" / "bench.md"


def main() -> None:
    """Measure, print, write."""
    begin = time.monotonic()
    with opened() as house:
        text = "\n".join(report(house, begin))
    FILE.write_text(text + "\n", encoding="utf-8")
    say(text)


def say(text: str) -> None:
    """To whoever waits for it."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def report(house: House, begin: float) -> Iterator[str]:
    """The page, line by line."""
    from django.db import connection

    url = house.postgres.url("bench")
    yield from head()
    web = pages.Web(*house.web(), url)
    time.sleep(weights.REST)
    heavy = {"web at rest": resident(web.pid)}
    lines: list[str] = []
    for size in SIZES:
        if time.monotonic() - begin > LAST_START:
            lines.append(f"| left out | {size:,} | the machine was too slow |")
            continue
        loaded = load(house, size)
        lines += [line(one) for one in pages.measure(web)]
        if size == SIZES[0]:
            mails = intake.measure(url)
        say(f"{size:,} tickets: loaded at {loaded:,.0f} a second, pages measured")
    heavy["web at most"] = peak(web.pid)
    heavy |= weights.worker_at_work(house)
    connection.close()
    yield from intake_table(mails)
    yield from pages_table(lines)
    yield from weights_table(heavy)
    yield f"\nThe whole run took {time.monotonic() - begin:.0f} seconds."


def load(house: House, size: int) -> float:
    """Bring the shop to that size; gives tickets a second, indexes included."""
    from ombud.tickets.models import Ticket

    missing, start = size - Ticket.objects.count(), time.monotonic()
    house.ombud("load_demo", "--tickets", str(size), "--verbosity", "0")
    return missing / (time.monotonic() - start)


def head() -> Iterator[str]:
    """What was measured, on what."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    yield words.INTRODUCTION
    yield f"{datetime.now(UTC):%-d %B %Y}, commit {commit()}: {os.cpu_count()} cores of"
    yield f"{processor()}, {memory:.0f} GB, Python {platform.python_version()},"
    yield f"load before the run {os.getloadavg()[0]:.1f}. A million steps of an empty"
    yield f"Python loop took {million_steps():.0f} ms."


def million_steps() -> float:
    """How fast the machine is just now, in milliseconds."""
    start = time.perf_counter()
    for _step in range(1_000_000):
        pass
    return (time.perf_counter() - start) * 1000


def processor() -> str:
    """Its model, where the system tells."""
    with contextlib.suppress(OSError):
        for row in Path("/proc/cpuinfo").read_text().splitlines():
            if row.startswith("model name"):
                return row.partition(":")[2].strip()
    return platform.machine()


def commit() -> str:
    """Which state of the code."""
    ask = ["git", "rev-parse", "--short", "HEAD"]
    found = subprocess.run(  # noqa: S603 - our own words
        ask, capture_output=True, text=True, check=False
    )
    return found.stdout.strip() or "unknown"


def intake_table(found: dict[str, float]) -> Iterator[str]:
    """Mails."""
    yield words.MAILS
    yield (
        f"| {found['mails']:.0f} | {found['product']:.0f} | {found['floor']:.0f} | "
        f"{found['floor'] / found['product']:.1f} | {found['processor']:.1f} | "
        f"{found['floor processor']:.1f} | {found['threaded']:.0%} |"
    )


def pages_table(lines: list[str]) -> Iterator[str]:
    """Pages."""
    yield words.PAGES
    yield from lines


def line(one: pages.Figure) -> str:
    """One row of it."""
    return (
        f"| {one.page} | {one.tickets:,} | {one.concurrency} | {one.p50:.1f} | "
        f"{one.p95:.1f} | {one.floor50:.1f} | {one.floor95:.1f} | "
        f"{one.p50 / one.floor50:.1f} | {one.processor:.0f} | {one.statements} |"
    )


def weights_table(found: dict[str, float]) -> Iterator[str]:
    """Memory."""
    yield words.MEMORY
    for name, figure in found.items():
        yield f"| {name} | {figure:.0f} |"


if __name__ == "__main__":
    main()
