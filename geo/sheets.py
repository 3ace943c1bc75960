"""Tables of text as offices keep them, CSV and XLSX: columns of stripped texts, and the rows they stand in.

Run in a limited child process. What the file is, its content says; nothing about its encoding is guessed silently.
"""

import codecs
import csv
import io
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from itertools import islice
from pathlib import Path

from . import encodings
from .errors import BadFile

MAX_ROWS, MAX_COLUMNS = 1_000_000, 300
MAX_UNPACKED_BYTES = 600 * 1024**2
DELIMITERS = ",;\t|"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # MS-CFB §2.2
EXACT, TYPED = 2**53, 10**15  # whole numbers that a spreadsheet holds, and those that it does not end in zeros


@dataclass(frozen=True, slots=True)
class Sheet:
    """Columns of equal length by their heading. ``rows`` are their numbers in the file, the first is 1.

    ``ragged`` are the rows that have more cells than headings; they are left out.
    """

    format: str
    columns: Mapping[str, list[str]]
    rows: list[int]
    ragged: list[int] = field(default_factory=list)
    encoding: str | None = None


def read(file: Path, options: Mapping, usual: str | None = None) -> Sheet:
    """Read a sheet; *options* are encoding, delimiter, sheet (name) and header_row. Raises BadFile.

    Of several worksheets, none of them named, the one with the *usual* name is read.
    """
    with file.open("rb") as content:
        zipped = content.read(2) == b"PK"
    return _xlsx(file, options, usual) if zipped else _csv(file, options)


def is_sheet(file: Path) -> bool:
    """Whether the content is that of a sheet: XLSX, or text that begins neither as JSON nor as XML.

    Raises BadFile for the workbooks of before 2007 and for encrypted ones, which are kept alike.
    """
    with file.open("rb") as content:
        head = content.read(4096)
    if head.startswith(COMPOUND):
        raise BadFile("old_workbook")
    if head.startswith(b"PK"):
        return zipfile.is_zipfile(file) and "xl/workbook.xml" in zipfile.ZipFile(file).namelist()
    return b"\0" not in head and not head.removeprefix(codecs.BOM_UTF8).lstrip().startswith((b"{", b"<"))


def _csv(file, options):
    raw = file.read_bytes()
    marked = raw.startswith(codecs.BOM_UTF8)
    encoding = "UTF-8" if marked else options.get("encoding") or encodings.told(raw.split(b"\n"))
    try:
        text = raw.decode("utf-8-sig" if marked else encoding)
    except UnicodeDecodeError as error:
        sample = raw[error.start : error.start + 40].decode(encoding, "replace")
        raise BadFile("undecodable_text", field="encoding", value=encoding, sample=sample) from None
    skipped = options.get("header_row", 1) - 1
    heading = next(islice(io.StringIO(text), skipped, None), "")
    delimiter = options.get("delimiter") or max(DELIMITERS, key=heading.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise BadFile("bad_csv", reason=str(error)) from None
    return _sheet("CSV", rows[skipped:], skipped, encoding)


def _xlsx(file, options, usual):
    skipped = options.get("header_row", 1) - 1
    try:
        with zipfile.ZipFile(file) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
        if unpacked > MAX_UNPACKED_BYTES:
            raise BadFile("unpacked_too_large", limit_bytes=MAX_UNPACKED_BYTES)
        with file.open("rb") as content:  # by its name openpyxl would refuse it
            page = _page(content, options.get("sheet"), usual)
            rows = [[_text(cell) for cell in row] for row in page.iter_rows(min_row=skipped + 1, values_only=True)]
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, SyntaxError, EOFError, NotImplementedError) as error:
        raise BadFile("bad_xlsx", reason=str(error)[:200]) from None
    return _sheet("XLSX", rows, skipped, None)


def _page(content, name, usual):
    """The one worksheet, or the one of that *name*, or of the *usual* one."""
    import openpyxl

    book = openpyxl.load_workbook(content, read_only=True, data_only=True)
    names = [page.title for page in book.worksheets]
    if name is None:
        name = names[0] if len(names) == 1 else usual
    if name not in names:
        raise BadFile("which_sheet", field="sheet", sheets="、".join(names[:50]))
    page = book[name]
    page.reset_dimensions()  # what a file says of its size is not believed
    return page


def _text(cell) -> str:
    """A cell as its text: days and instants in ISO 8601, whole numbers without a point, unless digits got lost."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ", timespec="seconds")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if type(cell) in (int, float) and cell % 1 == 0:
        return f"{Decimal(cell):.14e}" if _is_cut(cell) else str(int(cell))
    return str(cell)


def _is_cut(number) -> bool:
    """Whether the last digits are likely not those that somebody wrote: what is typed is kept to the fifteenth."""
    return abs(number) >= EXACT or (abs(number) >= TYPED and number % 10 == 0)


def _sheet(format_, rows, skipped, encoding) -> Sheet:
    if not rows or not any(map(str.strip, rows[0])):
        raise BadFile("no_headings", row=skipped + 1)
    headings = [heading.strip() for heading in rows[0]]
    while not headings[-1]:
        headings.pop()
    headings = [heading or f"第{number}列" for number, heading in enumerate(headings, 1)]
    width = len(headings)
    _check_headings(headings)
    if len(rows) - 1 > MAX_ROWS:
        raise BadFile("too_many_rows", limit=MAX_ROWS)
    numbered = [(number, row) for number, row in enumerate(rows[1:], skipped + 2) if any(row)]
    ragged = [number for number, row in numbered if len(row) > width and any(map(str.strip, row[width:]))]
    odd = set(ragged)
    kept = [(number, row) for number, row in numbered if number not in odd]
    return Sheet(
        format_,
        dict(zip(headings, _columns((row for _, row in kept), width), strict=True)),
        [number for number, _ in kept],
        ragged,
        encoding,
    )


def _columns(rows: Iterable[list[str]], width: int) -> list[list[str]]:
    whole = [row if len(row) == width else (row + [""] * width)[:width] for row in rows]
    return [list(map(str.strip, column)) for column in zip(*whole, strict=True)] or [[] for _ in range(width)]


def _check_headings(headings):
    if len(headings) > MAX_COLUMNS:
        raise BadFile("too_many_columns", limit=MAX_COLUMNS)
    twice = sorted({heading for heading in headings if headings.count(heading) > 1})
    if twice:
        raise BadFile("heading_twice", value="、".join(twice[:5]))
