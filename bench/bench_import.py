"""Orders from a file beside the plain COPY of the same rows; then look-ups among many.

    bench_import.py [--orders 10000] [--contacts 20000] [--known 100000]

The sizes of a large shop: --orders 100000 --contacts 100000 --known 1000000.
"""

import argparse
import io
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.house import House, opened

HEAD = "Order number;Date;E-mail;Customer;SKU;Item;Quantity;Price;Currency;State\n"
LINES = 3
ASKED = 200
FEW = 5.0  # milliseconds
PARTS = ("sales_order", "sales_orderline")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--orders", type=int, default=10_000)
    parser.add_argument("--contacts", type=int, default=20_000)
    parser.add_argument("--known", type=int, default=100_000)
    sizes = parser.parse_args()
    with opened() as house:
        for line in figures(house, sizes):
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()


def figures(house: House, sizes: argparse.Namespace) -> Iterator[str]:
    """Line by line."""
    path = house.folder / "orders.csv"
    write(path, sizes.orders)
    size = path.stat().st_size / 2**20
    seconds, spent, memory = bring_in(path)
    floor = copied()
    yield f"import of {sizes.orders:,} orders with {LINES} lines, {size:.0f} MB of CSV"
    yield f"  {seconds:.1f} s, {sizes.orders / seconds:,.0f} orders a second"
    yield f"  its own processor time: {spent:.1f} s, the start of {start():.1f} s in it"
    yield f"  plain COPY of the same rows: {floor:.1f} s, ratio {seconds / floor:.1f}"
    yield f"  memory at most {memory:.0f} MB"
    again, spent_again, _memory = bring_in(path)
    yield f"  the same file again: {again:.1f} s, processor {spent_again:.1f} s"
    fill(sizes.contacts, sizes.known)
    yield f"look-ups among {sizes.contacts:,} contacts and {sizes.known:,} orders more"
    for name, milliseconds, statements in look_ups(sizes.contacts, sizes.known):
        worst = "" if milliseconds < FEW else f", above {FEW:.0f} ms"
        yield f"  {name}: {milliseconds:.2f} ms in {statements} statements{worst}"


def write(path: Path, orders: int) -> None:
    """A file as shops export it: a row for each line."""
    with path.open("w", encoding="cp1250") as file:
        file.write(HEAD)
        for number in range(orders):
            day = f"{1 + number % 28}.{1 + number % 12}.2026"
            who = f"c{number % 50_000}@shop.example;Žofie Nováková {number}"
            for line in range(LINES):
                what = f"SKU-{line};Kávovar {line};{line + 1};1 2{number % 90 + 10},50"
                file.write(f"WEB-{number:07};{day};{who};{what};CZK;shipped\n")


def bring_in(path: Path) -> tuple[float, float, float]:
    """(seconds, of the processor, megabytes) of the command in its own process."""
    start = time.monotonic()
    words = ["import_records", "orders", str(path), "--locale", "cs"]
    command = [sys.executable, "-m", "ombud.config", *words]
    child = subprocess.Popen(command, stdout=subprocess.PIPE)  # noqa: S603 - our own
    said = child.stdout.read() if child.stdout else b""
    _pid, status, used = os.wait4(child.pid, 0)
    if status or b" 0 rows refused" not in said:
        raise SystemExit(said.decode())
    spent = used.ru_utime + used.ru_stime
    return time.monotonic() - start, spent, _megabytes(used)


def _megabytes(used: resource.struct_rusage) -> float:
    return used.ru_maxrss / 1024


def start() -> float:
    """Processor seconds of a command that does nothing."""
    child = subprocess.Popen([sys.executable, "-m", "ombud.config", "check"])
    _pid, _status, used = os.wait4(child.pid, 0)
    return float(used.ru_utime + used.ru_stime)


def copied() -> float:
    """Seconds to COPY the rows that were made into tables of the same shape."""
    from django.db import connection

    total = 0.0
    for table in PARTS:
        raw = io.BytesIO()
        with connection.cursor() as cursor:
            with cursor.copy(f"COPY {table} TO STDOUT") as out:
                for piece in out:
                    raw.write(piece)
            cursor.execute(f"CREATE TABLE bench_{table} (LIKE {table} INCLUDING ALL)")
            start = time.monotonic()
            with cursor.copy(f"COPY bench_{table} FROM STDIN") as into:
                into.write(raw.getvalue())
            total += time.monotonic() - start
            cursor.execute(f"DROP TABLE bench_{table}")
    return total


FILL_CONTACTS = """
WITH made AS (INSERT INTO customers_contact (name, role, language, time_zone,
  postal_address, tags, warning, note, fields, synced, created_at)
  SELECT 'Contact ' || n, '', '', '', '', '{}', '', '', '{}', '{}', now()
  FROM generate_series(1, %s) n RETURNING id)
INSERT INTO customers_contactaddress (contact_id, address, is_main)
SELECT id, 'many' || row_number() OVER (ORDER BY id) || '@bench.example', true FROM made
"""
FILL_ORDERS = """
INSERT INTO sales_order (number, key, source, fetched_at, digest, contact_id,
  customer_name, customer_email, customer_phone, placed_at, state, payment, total,
  currency)
SELECT 'BN-' || lpad(n::text, 8, '0'), 'BN' || lpad(n::text, 8, '0'), 'bench', now(),
  md5(n::text), mail.contact_id, '', mail.address, '', now() - n * interval '1 minute',
  'shipped', 'paid', 100, 'EUR'
FROM generate_series(1, %s) n JOIN (
  SELECT contact_id, address, row_number() OVER (ORDER BY id) - 1 AS place
  FROM customers_contactaddress WHERE address LIKE 'many%%') mail
ON mail.place = n %% %s
"""


def fill(contacts: int, orders: int) -> None:
    """So many people and orders more, by plain SQL."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(FILL_CONTACTS, [contacts])
        cursor.execute(FILL_ORDERS, [orders, contacts])
        cursor.execute("ANALYZE")


def look_ups(contacts: int, orders: int) -> Iterator[tuple[str, float, int]]:
    """(what, milliseconds of queries each, statements each)."""
    from ombud.customers.models import Contact
    from ombud.lib.numbers import key_of
    from ombud.sales.models import Order

    def sender(place: int) -> None:
        mail = f"many{1 + place * 7919 % contacts}@bench.example"
        contact = Contact.objects.with_address(mail)
        company = contact.organisation_id if contact else None
        found = Order.objects.of_person(contact, mail, company).newest_first()[:5]
        if not list(found):
            raise SystemExit(f"nothing of {mail}")

    def number(place: int) -> None:
        text = f"bn {1 + place * 7919 % orders:08}"
        if not list(Order.objects.filter(key=key_of(text))):
            raise SystemExit(f"nothing of {text}")

    for name, ask in (("sender to customer and orders", sender), ("number", number)):
        yield name, *_measured(ask)


def _measured(ask: object) -> tuple[float, int]:
    from django.db import connection

    spent = [0.0, 0.0]

    def clock(execute, statement, values, many, context):  # type: ignore[no-untyped-def]
        start = time.perf_counter()
        try:
            return execute(statement, values, many, context)
        finally:
            spent[0] += time.perf_counter() - start
            spent[1] += 1

    for place in range(20):
        ask(place)  # type: ignore[operator]
    with connection.execute_wrapper(clock):
        for place in range(20, 20 + ASKED):
            ask(place)  # type: ignore[operator]
    return 1000 * spent[0] / ASKED, round(spent[1] / ASKED)


if __name__ == "__main__":
    main()
