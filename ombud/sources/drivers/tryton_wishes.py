"""Tryton's rows as wishes: plain values by the numbers that people know."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from ombud.customers.wishes import ContactWish, OrganisationWish
from ombud.sales.wishes import CustomerWish, InvoiceWish, ItemWish, LineWish, OrderWish
from ombud.sources.drivers.tryton_rpc import Rpc

Rows = list[dict[str, Any]]
PARTY = ["name", "code", "addresses", "contact_mechanisms", "tax_identifier", "lang"]
PRODUCT = ["code", "rec_name", "list_price"]
SALE = [
    "number",
    "sale_date",
    "party",
    "state",
    "currency",
    "total_amount",
    "lines",
    "invoice_state",
    "shipment_state",
]
INVOICE = [
    "number",
    "invoice_date",
    "party",
    "state",
    "currency",
    "total_amount",
    "amount_to_pay",
    "lines_to_pay",
    "sales",
]
STATES = {"draft": "new", "quotation": "new", "processing": "confirmed"}
SHIPPED = {"sent": "shipped", "partially shipped": "shipped"}
PAYMENTS = {
    "pending": "open",
    "awaiting payment": "open",
    "partially paid": "partly",
    "paid": "paid",
    "exception": "failed",
}
OWED = {"posted": "open", "validated": "open", "draft": "open"}
CALLS = {"phone": "", "mobile": "mobile"}
CENT = Decimal("0.01")


def contacts(rpc: Rpc, rows: Rows) -> list[Any]:
    """Every party, with its addresses and numbers."""
    reach = _mechanisms(rpc, rows)
    homes = _addresses(rpc, rows)
    languages = _codes(rpc, "ir.lang", (row["lang"] for row in rows))
    return [
        ContactWish(
            name=row["name"] or row["code"],
            number=row["code"],
            language=languages.get(row["lang"], "")[:2],
            postal_address=homes.get(row["id"], ""),
            emails=tuple(_of(reach, row, "email")),
            phones=tuple(
                (value, label)
                for kind, label in CALLS.items()
                for value in _of(reach, row, kind)
            ),
            company=row["name"] if row["tax_identifier"] else None,
        )
        for row in rows
        if row["code"]
    ]


def organisations(rpc: Rpc, rows: Rows) -> list[Any]:
    """Those parties that have a tax number."""
    firms = [row for row in rows if row["tax_identifier"] and row["name"]]
    ids = [row["tax_identifier"] for row in firms]
    numbers = rpc.read("party.identifier", ids, ["code"])
    homes = _addresses(rpc, firms)
    return [
        OrganisationWish(
            name=row["name"],
            number=row["code"],
            vat_id=numbers[row["tax_identifier"]]["code"],
            postal_address=homes.get(row["id"], ""),
        )
        for row in firms
    ]


def items(rpc: Rpc, rows: Rows) -> list[Any]:
    """Products that have a code."""
    currency = _company_currency(rpc)
    return [
        ItemWish(
            number=row["code"],
            # "[BR-200] Brio 200": the code has a place of its own.
            name=row["rec_name"].removeprefix(f"[{row['code']}]").strip(),
            price=_money(row["list_price"]),
            currency=currency if row["list_price"] is not None else "",
        )
        for row in rows
        if row["code"]
    ]


def orders(rpc: Rpc, rows: Rows) -> list[Any]:
    """Sales that have a number, with their lines."""
    numbered = [row for row in rows if row["number"]]
    lines = _lines(rpc, numbered)
    buyers = _buyers(rpc, numbered)
    currencies = _codes(rpc, "currency.currency", (row["currency"] for row in numbered))
    return [
        OrderWish(
            number=row["number"],
            placed_at=_placed(row),
            total=_money(row["total_amount"]) or Decimal(0),
            currency=currencies[row["currency"]],
            customer=buyers.get(row["party"], CustomerWish()),
            state=_state(row),
            payment=PAYMENTS.get(row["invoice_state"], ""),
            lines=tuple(lines[one] for one in row["lines"] if one in lines),
            shipments=None,
        )
        for row in numbered
    ]


def invoices(rpc: Rpc, rows: Rows) -> list[Any]:
    """What customers owe, with the sale behind it."""
    buyers = _buyers(rpc, rows)
    currencies = _codes(rpc, "currency.currency", (row["currency"] for row in rows))
    sales = rpc.read("sale.sale", _all(rows, "sales"), ["number"])
    due = rpc.read("account.move.line", _all(rows, "lines_to_pay"), ["maturity_date"])
    return [
        InvoiceWish(
            number=row["number"],
            issued_on=row["invoice_date"] or row["create_date"].date(),
            total=_money(row["total_amount"]) or Decimal(0),
            currency=currencies[row["currency"]],
            order=next((sales[one]["number"] or "" for one in row["sales"]), ""),
            customer=buyers.get(row["party"], CustomerWish()),
            due_on=_first_due(due[one] for one in row["lines_to_pay"]),
            open_amount=_money(row["amount_to_pay"]) or Decimal(0),
            state=OWED.get(row["state"], str(row["state"] or "")),
        )
        for row in rows
    ]


def _state(row: dict[str, Any]) -> str:
    said = str(row["state"] or "")
    return SHIPPED.get(row["shipment_state"]) or STATES.get(said, said)


def _first_due(lines: Iterable[dict[str, Any]]) -> date | None:
    days = [line["maturity_date"] for line in lines]
    return min(filter(None, days), default=None)


def _placed(row: dict[str, Any]) -> datetime:
    if row["sale_date"]:
        return datetime.combine(row["sale_date"], time(12), UTC)
    return row["create_date"].replace(tzinfo=UTC)  # type: ignore[no-any-return]


def _lines(rpc: Rpc, rows: Rows) -> dict[int, LineWish]:
    fields = ["type", "product", "description", "quantity", "unit_price"]
    found = rpc.read("sale.line", _all(rows, "lines"), fields)
    sold = {row["product"] for row in found.values() if row["product"]}
    products = rpc.read("product.product", sorted(sold), ["code", "rec_name"])
    return {
        pk: _line(row, products.get(row["product"], {}))
        for pk, row in found.items()
        if row["type"] == "line"
    }


def _line(row: dict[str, Any], product: dict[str, Any]) -> LineWish:
    name = row["description"] or product.get("rec_name") or "–"
    return LineWish(
        name=name[:300],
        price=_money(row["unit_price"]) or Decimal(0),
        item=product.get("code") or "",
        quantity=Decimal(str(row["quantity"] or 0)).quantize(Decimal("0.001")),
    )


def _buyers(rpc: Rpc, rows: Rows) -> dict[int, CustomerWish]:
    """{party: as the order names them}."""
    ids = sorted({row["party"] for row in rows if row["party"]})
    parties = list(
        rpc.read("party.party", ids, ["name", "contact_mechanisms"]).values()
    )
    reach = _mechanisms(rpc, parties)
    return {
        row["id"]: CustomerWish(
            email=next(_of(reach, row, "email"), ""),
            name=row["name"] or "",
            phone=next(_of(reach, row, "phone"), "")[:40],
        )
        for row in parties
    }


def _mechanisms(rpc: Rpc, rows: Rows) -> dict[int, dict[str, Any]]:
    ids = _all(rows, "contact_mechanisms")
    return rpc.read("party.contact_mechanism", ids, ["type", "value"])


def _of(reach: dict[int, dict[str, Any]], row: dict[str, Any], kind: str) -> Any:
    """The values of that kind, in the order they stand there."""
    found = (reach[one] for one in row["contact_mechanisms"] if one in reach)
    return (one["value"] for one in found if one["type"] == kind and one["value"])


def _addresses(rpc: Rpc, rows: Rows) -> dict[int, str]:
    """{party: the first address as it is written on a letter}."""
    found = rpc.read("party.address", _all(rows, "addresses"), ["full_address"])
    return {
        row["id"]: next(
            (found[one]["full_address"] or "" for one in row["addresses"]), ""
        )[:500]
        for row in rows
    }


def _company_currency(rpc: Rpc) -> str:
    company = rpc.context.get("company")
    found = rpc.read("company.company", [company] if company else [], ["currency"])
    ids = [row["currency"] for row in found.values()]
    return next(iter(_codes(rpc, "currency.currency", ids).values()), "EUR")


def _codes(rpc: Rpc, model: str, ids: Iterable[int | None]) -> dict[int, str]:
    found = rpc.read(model, sorted({one for one in ids if one}), ["code"])
    return {pk: row["code"] for pk, row in found.items()}


def _all(rows: Rows, name: str) -> list[int]:
    return sorted({one for row in rows for one in row[name] or ()})


def _money(amount: Decimal | None) -> Decimal | None:
    return None if amount is None else amount.quantize(CENT)
