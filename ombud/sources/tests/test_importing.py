"""Files become orders, items, invoices and parcels; what is wrong is told."""

import io
from decimal import Decimal

import openpyxl
import pytest

from ombud.sales.models import Invoice, Item, Order, RecordType, Shipment
from ombud.sources.models import Import, ImportState
from ombud.sources.refused import as_csv
from ombud.sources.tests.conftest import ORDERS, Bring

pytestmark = pytest.mark.django_db


def test_a_windows_1250_file_with_one_broken_row_is_brought_in(bring: Bring) -> None:
    done = bring(ORDERS)
    assert (done.state, done.created, done.refused) == (ImportState.DONE, 2, 1)
    refused = done.refusals.get()
    assert (refused.row, refused.why) == (4, "Date: “32.8.2026” is no date.")
    order = Order.objects.get(number="CC-1")
    assert order.customer_name == "Žofie Nováková"
    assert [line.name for line in order.lines.all()] == ["Kávovar Brio", "Odvápňovač"]
    assert order.total == Decimal("12869.00")


def test_brought_in_twice_nothing_changes(bring: Bring) -> None:
    bring(ORDERS)
    again = bring(ORDERS)
    assert (again.created, again.changed, again.unchanged) == (0, 0, 2)


def test_refused_rows_are_mended_and_sent_again(bring: Bring) -> None:
    refused = as_csv(bring(ORDERS))
    done = bring(refused.replace("32.8.", "12.8.").encode())
    assert (done.created, done.refused) == (1, 0)


def test_all_rows_of_a_refused_order_are_given_back(bring: Bring) -> None:
    done = bring(ORDERS.replace("189,50", "?"))
    assert [row.row for row in done.refusals.all()] == [2, 3, 4]
    assert done.refusals.first().why == "Belongs to row 3, which cannot be used."


def test_trying_out_writes_nothing(bring: Bring) -> None:
    tried = bring(ORDERS, trial=True)
    assert (tried.state, tried.created, tried.refused) == (ImportState.TRIED, 2, 1)
    assert not Order.objects.exists()


def test_rows_of_an_order_in_two_places_are_refused(bring: Bring) -> None:
    done = bring(ORDERS + "CC-1;14.8.2026;;;Filtr;1;10;CZK\n")
    assert [row.row for row in done.refusals.all()] == [4, 6]
    assert Order.objects.get(number="CC-1").lines.count() == 2


def test_a_killed_job_goes_on_where_it_ended(
    upload: Bring, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ombud.sources.models.running.AT_ONCE", 1)
    made = upload(ORDERS)
    made.begin(trial=False)
    made.refresh_from_db()
    with made.opened() as file:
        made._take(list(made.first(1)))
        assert file
    Import.objects.get(pk=made.pk).run()
    made.refresh_from_db()
    assert (made.created, made.refused, made.position) == (2, 1, 5)


def test_a_job_that_was_taken_up_twice_counts_once(upload: Bring) -> None:
    made = upload(ORDERS)
    made.begin(trial=False)
    one, other = Import.objects.get(pk=made.pk), Import.objects.get(pk=made.pk)
    one.run()
    other.run()
    one.refresh_from_db()
    assert (one.created, one.refused) == (2, 1)


def test_a_mapping_is_remembered_by_its_headings(upload: Bring) -> None:
    text = "A;B;C;D\nCC-1;14.8.2026;5,00;x\n"
    first = upload(text)
    first.arrange(mapping=["number", "placed_at", "total", ""])
    first.begin(trial=False)
    assert upload(text, locale="de").mapping == ["number", "placed_at", "total", ""]


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        ("Bestellnummer;Bestelldatum;Gesamtbetrag", ["number", "placed_at", "total"]),
        ("Rendelésszám;Kelt;Végösszeg", ["number", "placed_at", "total"]),
        ("Order no.;Order date;Total", ["number", "placed_at", "total"]),
    ],
)
def test_headings_are_understood(
    upload: Bring, headings: str, expected: list[str]
) -> None:
    assert upload(f"{headings}\n1;2;3\n").mapping == expected


def test_greek_headings_are_understood(upload: Bring) -> None:
    text = "Αριθμός παραγγελίας;Ημερομηνία;Σύνολο\n1;2;3\n".encode("cp1253")
    assert upload(text).mapping == ["number", "placed_at", "total"]


def test_a_workbook_is_read_as_it_is(bring: Bring) -> None:
    book = openpyxl.Workbook()
    book.active.append(["SKU", "Name", "Price", "Warranty"])
    book.active.append([1042, "Brio 200", 499.9, 24])
    raw = io.BytesIO()
    book.save(raw)
    assert bring(raw.getvalue(), "items").created == 1
    item = Item.objects.get(number="1042")
    assert (item.price, item.warranty_months) == (Decimal("499.90"), 24)


def test_parcels_find_their_orders(bring: Bring) -> None:
    bring(ORDERS)
    text = "Order;Carrier;Tracking\nCC-1;DHL;JD01\nCC-9;DHL;JD02\n"
    done = bring(text, "shipments")
    assert Shipment.objects.get().order.number == "CC-1"
    assert done.refusals.get().why.startswith("There is no order “CC-9” yet.")
    # Orders whose file says nothing of parcels keep them.
    bring(ORDERS.replace("CC-1;14", "CC-1;13"))
    assert Shipment.objects.count() == 1


def test_invoices_find_their_orders(bring: Bring) -> None:
    bring(ORDERS)
    bring(
        "Faktura;Datum;Celkem;Objednávka;K úhradě\nF1;15.8.2026;10;CC-1;10\n",
        "invoices",
    )
    assert Invoice.objects.get().order.number == "CC-1"


def test_records_have_the_columns_of_their_type(bring: Bring) -> None:
    fields = [{"slug": "until", "name": "Until", "kind": "date"}]
    kind = RecordType.objects.create(slug="lease", name="Lease", fields=fields)
    bring("Number;Since;Until\nL-1;1.1.2026;31.12.2027\n", "record:lease")
    assert kind.records.get().values == {"until": "2027-12-31"}


def test_what_the_database_will_not_have_holds_up_no_other(bring: Bring) -> None:
    text = ORDERS.replace(";2;189,50", ";99999999999;189,50")
    done = bring(text)
    assert (done.created, done.refused) == (1, 3)


def test_a_row_that_nobody_closed_is_told(bring: Bring) -> None:
    done = bring(
        'Number;Name\nA-1;Cup\nA-2;"Mug' + "x" * 140_000 + "\nA-3;Pot\n", "items"
    )
    assert (done.created, done.refused) == (2, 1)
    assert "quotation mark" in done.refusals.first().why


def test_files_of_long_ago_are_forgotten(upload: Bring) -> None:
    made = upload(ORDERS)
    made.forget()
    assert made.file == ""
