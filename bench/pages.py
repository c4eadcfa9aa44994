"""List and ticket pages over HTTP, beside their queries alone."""

import http.client
import itertools
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import psycopg

from bench.house import processor_seconds

COOKIE = "ombud_session"
# Page and floor take turns, so that a busy moment of the machine hits both.
ROUNDS, REQUESTS, WARM_UP = 4, 20, 4
TICKETS = 20
Ask = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table: milliseconds of page and floor, statements."""

    page: str
    tickets: int
    concurrency: int
    p50: float
    p95: float
    floor50: float
    floor95: float
    processor: float
    statements: int


@dataclass(frozen=True, slots=True)
class Web:
    """Where the pages come from."""

    pid: int
    port: int
    database: str


def measure(web: Web) -> list[Figure]:
    """Both pages, alone and four at a time."""
    from ombud.tickets.models import Ticket

    count = Ticket.objects.count()
    found = []
    for page, paths in pages().items():
        session, statements = seen(paths)
        for concurrency in (1, 4):
            whole = [over_http(web.port, session, paths) for _ in range(concurrency)]
            bare = [alone(web.database, statements) for _ in range(concurrency)]
            times, floor, spent = turns(web, whole, bare)
            per_page = max(len(one) for one in statements)
            found.append(
                Figure(page, count, concurrency, *times, *floor, spent, per_page)
            )
    return found


def pages() -> dict[str, list[str]]:
    """The list that agents look at all day, and tickets, open and closed."""
    from ombud.tickets.models import Ticket

    newest = Ticket.objects.order_by("-last_message_at").values_list(
        "number", flat=True
    )
    step = max(1, newest.count() // TICKETS)
    return {
        "list": ["/inbox/teams/"],
        "ticket": [f"/tickets/{number}/" for number in newest[::step][:TICKETS]],
    }


def seen(paths: Sequence[str]) -> tuple[str, list[list[str]]]:
    """A session of the shop's owner, and the statements of each page."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from ombud.users.models import User

    client = Client()
    client.force_login(User.objects.order_by("pk")[0])
    statements = []
    for path in paths:
        client.get(path)
        with CaptureQueriesContext(connection) as caught:
            answer = client.get(path)
        if answer.status_code != 200:
            raise SystemExit(f"{path} answered {answer.status_code}.")
        statements.append([query["sql"] for query in caught.captured_queries])
    return client.cookies[COOKIE].value, statements


def over_http(port: int, session: str, paths: Sequence[str]) -> Ask:
    """Asks for whole pages over one kept connection."""
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def ask(place: int) -> None:
        path = paths[place % len(paths)]
        link.request("GET", path, headers={"Cookie": f"{COOKIE}={session}"})
        answer = link.getresponse()
        answer.read()
        if answer.status != 200:
            raise SystemExit(f"{path} answered {answer.status}.")

    return ask


def alone(database: str, statements: Sequence[Sequence[str]]) -> Ask:
    """Asks the same statements over one connection, and fetches their rows."""
    link = psycopg.connect(database, autocommit=True)

    def ask(place: int) -> None:
        for statement in statements[place % len(statements)]:
            cursor = link.execute(statement.encode())
            if cursor.description:
                cursor.fetchall()

    return ask


def turns(
    web: Web, whole: Sequence[Ask], bare: Sequence[Ask]
) -> tuple[tuple[float, float], tuple[float, float], float]:
    """p50 and p95 of both, and the web process's own time a page."""
    places, times, floor = itertools.count(), [], []
    timed(whole, places, WARM_UP)
    timed(bare, places, WARM_UP)
    spent = 0.0
    for _ in range(ROUNDS):
        before = processor_seconds(web.pid)
        times += timed(whole, places, REQUESTS)
        spent += processor_seconds(web.pid) - before
        floor += timed(bare, places, REQUESTS)
    return middle(times), middle(floor), spent * 1000 / len(times)


def timed(
    asks: Sequence[Ask], places: "itertools.count[int]", count: int
) -> list[float]:
    """Ask so often in all, everybody at once; gives milliseconds."""

    def run(ask: Ask) -> list[float]:
        found = []
        for _ in range(count // len(asks)):
            start = time.perf_counter()
            ask(next(places))
            found.append((time.perf_counter() - start) * 1000)
        return found

    with ThreadPoolExecutor(len(asks)) as pool:
        return list(itertools.chain(*pool.map(run, asks)))


def middle(times: list[float]) -> tuple[float, float]:
    """p50 and p95."""
    ordered = sorted(times)
    return ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)]
