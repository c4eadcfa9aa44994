"""A real Tryton with a small shop, asked by our own client."""

import os
import shutil
import signal
import subprocess
import sys
from decimal import Decimal
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ombud.config.children import die_with_parent
from ombud.sources.drivers.tryton_rpc import Rpc
from ombud.testing.servers.ports import free_ports, wait_until_open

DATABASE, USER, PASSWORD = "shop", "admin", "secretpass1"
PROGRAMS = Path(sys.executable).parent
CONFIGURATION = """
[web]
listen = 127.0.0.1:{port}
[database]
uri = sqlite://
path = {folder}
"""


class Tryton:
    """On SQLite; its empty database is made once and kept, for it takes a minute."""

    def __init__(self, folder: Path, kept: Path) -> None:
        (self.port,) = free_ports(1)
        self.folder, self.child = folder, None
        self.configuration = folder / "trytond.conf"
        words = CONFIGURATION.format(port=self.port, folder=folder)
        self.configuration.write_text(words)
        empty = kept / f"empty-{version('trytond')}-{version('trytond-sale')}.sqlite"
        if not empty.exists():
            self._make(empty)
        shutil.copy(empty, folder / f"{DATABASE}.sqlite")
        self.start()
        self._settle()

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Answer; also after stop()."""
        if self.child is None:
            self.child = subprocess.Popen(  # noqa: S603 - our own words
                [PROGRAMS / "trytond", "-c", self.configuration, "-d", DATABASE],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                preexec_fn=die_with_parent(signal.SIGKILL),  # noqa: PLW1509 - a prctl
            )
            wait_until_open(self.port, 60)

    def stop(self) -> None:
        """Answer nothing any more."""
        if self.child is not None:
            self.child.kill()
            self.child.wait()
            self.child = None

    def create(self, model: str, **values: Any) -> int:
        """One row; its id."""
        found: list[int] = self.rpc.call(
            f"model.{model}.create", [values], self.rpc.context
        )
        return found[0]

    def call(self, model: str, method: str, *params: Any) -> Any:
        """Press a button there."""
        return self.rpc.call(f"model.{model}.{method}", *params, self.rpc.context)

    def _make(self, empty: Path) -> None:
        """In a file of its own, that gets its name when it is whole."""
        path = self.folder / f"{DATABASE}.sqlite"
        path.touch()
        secret = self.folder / "secret"
        secret.write_text(PASSWORD)
        program = [PROGRAMS / "trytond-admin", "-c", self.configuration, "-d", DATABASE]
        subprocess.run(  # noqa: S603 - our own words
            [
                *program,
                "-u",
                "sale",
                "--activate-dependencies",
                "--email",
                "a@b.example",
            ],
            env=os.environ | {"TRYTONPASSFILE": str(secret)},
            check=True,
            capture_output=True,
        )
        half = empty.with_suffix(".half")
        shutil.move(path, half)
        half.rename(empty)

    def _settle(self) -> None:
        """A company with its currency and accounts, as the set-up there would."""
        self.rpc = Rpc(self.url, DATABASE, verify=True)
        self.rpc.sign_in(USER, PASSWORD)
        money = {"name": "Euro", "symbol": "€", "code": "EUR", "digits": 2}
        rounding = Decimal("0.01")
        self.euro = self.create("currency.currency", **money, rounding=rounding)
        own = self.create("party.party", name="Crema")
        company = self.create("company.company", party=own, currency=self.euro)
        mine = {"companies": [["add", [company]]], "company": company}
        self.rpc.call("model.res.user.write", [1], mine, {})
        self.rpc.sign_in(USER, PASSWORD)
        self.owed = self._account(
            "Receivable", statement="balance", assets=True, receivable=True
        )
        self.earned = self._account("Revenue", statement="income", revenue=True)

    def _account(self, name: str, **kind: Any) -> int:
        company = self.rpc.context["company"]
        of = self.create("account.account.type", name=name, company=company, **kind)
        more = (
            {"reconcile": True, "party_required": True} if "receivable" in kind else {}
        )
        said = {"name": name, "code": name, "company": company, "type": of, **more}
        return self.create("account.account", **said)

    def party(self, name: str, email: str, **values: Any) -> int:
        """A customer in Brno."""
        home = {"street": "Lipová 1", "postal_code": "60200", "city": "Brno"}
        reach = [
            {"type": "email", "value": email},
            {"type": "phone", "value": "+420601000142"},
        ]
        return self.create(
            "party.party",
            name=name,
            addresses=[["create", [home]]],
            contact_mechanisms=[["create", reach]],
            **values,
        )

    def product(self, code: str, name: str, price: str) -> int:
        """Something that is sold."""
        (unit,) = self.rpc.search("product.uom", [["symbol", "=", "u"]], ["name"], 1)
        self.unit = unit["id"]
        self.create(
            "product.template",
            name=name,
            code=code,
            type="goods",
            salable=True,
            default_uom=self.unit,
            sale_uom=self.unit,
            list_price=Decimal(price),
            products=[["create", [{}]]],
        )
        found = self.rpc.search("product.product", [["code", "=", code]], ["code"], 1)
        return int(found[0]["id"])

    def sale(self, party: int, product: int, quantity: float, price: str) -> int:
        """A quotation with one line."""
        home = self.rpc.read("party.party", [party], ["addresses"])[party]
        line = {
            "type": "line",
            "product": product,
            "quantity": quantity,
            "unit": self.unit,
            "unit_price": Decimal(price),
        }
        made = self.create(
            "sale.sale",
            party=party,
            invoice_address=home["addresses"][0],
            shipment_address=home["addresses"][0],
            currency=self.euro,
            sale_date=day(2026, 8, 14),
            lines=[["create", [line]]],
        )
        self.call("sale.sale", "quote", [made])
        return made

    def invoice(self, number: str, party: int, amount: str) -> int:
        """An invoice that is out."""
        home = self.rpc.read("party.party", [party], ["addresses"])[party]
        (journal,) = self.rpc.search(
            "account.journal", [["type", "=", "revenue"]], ["name"], 1
        )
        company = self.rpc.context["company"]
        line = {
            "type": "line",
            "account": self.earned,
            "quantity": 1.0,
            "unit_price": Decimal(amount),
            "description": "Brio",
            "currency": self.euro,
            "company": company,
            "invoice_type": "out",
        }
        made = self.create(
            "account.invoice",
            type="out",
            company=company,
            party=party,
            invoice_address=home["addresses"][0],
            currency=self.euro,
            journal=journal["id"],
            account=self.owed,
            invoice_date=day(2026, 8, 15),
            lines=[["create", [line]]],
        )
        # Posting needs a fiscal year and its numbers; the pull sees no difference.
        said = {"number": number, "state": "posted"}
        self.call("account.invoice", "write", [made], said)
        return made


def day(year: int, month: int, number: int) -> dict[str, Any]:
    """A date as Tryton writes it."""
    return {"__class__": "date", "year": year, "month": month, "day": number}
