"""Tables in files: CSV in any charset, and XLSX; row by row, never whole in memory."""

import csv
import io
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, getincrementaldecoder
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, BinaryIO, NamedTuple
from zipfile import BadZipFile, ZipFile

from ombud.lib.charsets import storable
from ombud.lib.letters import likely_charset

DELIMITERS = (";", ",", "\t", "|")
ENCODINGS = ("utf-8", "cp1250", "cp1252", "cp1253", "iso8859-2", "iso8859-7", "utf-16")
# A spreadsheet keeps its texts in one part that must be read whole.
MOST_UNPACKED = 60 * 1024 * 1024
PIECE = 1024 * 1024
# So much of what is no ASCII is enough to tell the charset.
SAMPLE = 64 * 1024
PEEKED = 50
BOMS = {BOM_UTF8: "utf-8", BOM_UTF16_LE: "utf-16", BOM_UTF16_BE: "utf-16"}


class Why(StrEnum):
    """Why a file is no table."""

    EMPTY = "empty"
    BROKEN = "broken"
    OLD = "old"
    LARGE = "large"


class NotATable(Exception):
    """This file cannot be read as a table."""

    def __init__(self, why: Why) -> None:
        super().__init__(str(why))
        self.why = why


class Row(NamedTuple):
    """One row with its number as a spreadsheet shows it; `is_broken`: unreadable."""

    number: int
    cells: list[Any]
    is_broken: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file is to be read; `about` rows are in it."""

    format: str = "csv"
    encoding: str = "utf-8"
    delimiter: str = ";"
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    about: int = 0


def look(file: BinaryIO) -> Layout:
    """What kind of table this most likely is. NotATable where it is none."""
    file.seek(0)
    head = file.read(8)
    if not head:
        raise NotATable(Why.EMPTY)
    if head.startswith(b"PK\x03\x04"):
        return _look_at_sheets(file)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise NotATable(Why.OLD)
    encoding, about = _encoding(file)
    layout = Layout(encoding=encoding, about=max(0, about))
    return replace(layout, delimiter=_delimiter(file, layout))


def rows(file: BinaryIO, layout: Layout) -> Iterator[Row]:
    """Everything that is not empty; the first row is the heading."""
    file.seek(0)
    found = _sheet_rows(file, layout) if layout.format == "xlsx" else _csv(file, layout)
    for row in found:
        if row.is_broken or any(cell not in (None, "") for cell in row.cells):
            yield row


def headings(file: BinaryIO, layout: Layout) -> list[str]:
    """The words of the first row that is not empty."""
    first = next(rows(file, layout), None)
    if first is None or first.is_broken:
        raise NotATable(Why.EMPTY if first is None else Why.BROKEN)
    return ["" if cell is None else str(cell).strip()[:200] for cell in first.cells]


def _encoding(file: BinaryIO) -> tuple[str, int]:
    """The charset and the number of lines; the file is read through once."""
    file.seek(0)
    decoder, lines, foreign = getincrementaldecoder("utf-8")(), 0, bytearray()
    is_utf8, marked = True, ""
    while piece := file.read(PIECE):
        if not lines and not marked:
            marked = next(
                (name for bom, name in BOMS.items() if piece[:3].startswith(bom)), ""
            )
        lines += piece.count(b"\n")
        if is_utf8:
            try:
                decoder.decode(piece)
            except UnicodeDecodeError:
                is_utf8 = False
        if not piece.isascii() and len(foreign) < SAMPLE:
            foreign += b"\n".join(
                one for one in piece.split(b"\n") if not one.isascii()
            )
    if marked or is_utf8:
        return marked or "utf-8", lines
    return likely_charset(bytes(foreign[:SAMPLE])), lines


def _delimiter(file: BinaryIO, layout: Layout) -> str:
    """The one by which the first rows have the same number of cells, and the most."""

    def weigh(delimiter: str) -> tuple[float, int]:
        widths = [
            len(row.cells)
            for row, _ in zip(
                rows(file, replace(layout, delimiter=delimiter)),
                range(PEEKED),
                strict=False,
            )
        ]
        usual = max(set(widths), key=widths.count, default=1)
        return (widths.count(usual) / len(widths) if usual > 1 else 0, usual)

    return max(DELIMITERS, key=weigh)


def _csv(file: BinaryIO, layout: Layout) -> Iterator[Row]:
    encoding = {"utf-8": "utf-8-sig"}.get(layout.encoding, layout.encoding)
    text = io.TextIOWrapper(file, encoding, errors="replace", newline="")
    try:
        yield from _parsed(text, layout.delimiter)
    finally:
        # Otherwise the file would be closed with it.
        text.detach()


def _parsed(text: Iterable[str], delimiter: str) -> Iterator[Row]:
    reader, number = csv.reader(text, delimiter=delimiter), 0
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            # A quotation mark that nobody closed; the reader begins anew behind it.
            yield Row(number, [], is_broken=True)
            continue
        yield Row(number, [storable(cell).strip() for cell in cells])


def _look_at_sheets(file: BinaryIO) -> Layout:
    try:
        with ZipFile(file) as packed:
            parts = {part.filename: part.file_size for part in packed.infolist()}
    except BadZipFile as error:
        raise NotATable(Why.BROKEN) from error
    if parts.get("xl/sharedStrings.xml", 0) > MOST_UNPACKED:
        raise NotATable(Why.LARGE)
    with _book(file) as book:
        names, about = tuple(book.sheetnames), book.worksheets[0].max_row
    return Layout("xlsx", sheet=names[0], sheets=names, about=max(0, (about or 1) - 1))


class _book:  # noqa: N801  # a `with` of a few lines
    """A workbook that is read as a stream."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file

    def __enter__(self) -> Any:
        # Half a second to load, and most requests need it not.
        from openpyxl import load_workbook

        self.file.seek(0)
        try:
            self.book = load_workbook(self.file, read_only=True, data_only=True)
        except (KeyError, ValueError, OSError, BadZipFile) as error:
            raise NotATable(Why.BROKEN) from error
        if not self.book.worksheets:
            raise NotATable(Why.EMPTY)
        return self.book

    def __exit__(self, *_: object) -> None:
        # close() would close the file, which is not ours.
        vars(self.book)["_archive"].fp = None


def _sheet_rows(file: BinaryIO, layout: Layout) -> Iterator[Row]:
    with _book(file) as book:
        sheet = book[layout.sheet] if layout.sheet in book.sheetnames else None
        sheet = sheet or book.worksheets[0]
        # Some programs write that a sheet is one cell large.
        sheet.reset_dimensions()
        for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
            yield Row(number, [_plain(cell) for cell in cells])


def _plain(cell: Any) -> Any:
    return storable(cell).strip() if isinstance(cell, str) else cell
