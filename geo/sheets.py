"""Tables of text as offices keep them, CSV and XLSX: columns of stripped texts, and the rows they stand in.

Run in a limited child process. What the file is, its content says; nothing about its encoding is guessed silently.
"""

import codecs
import csv
import io
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
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
# What a workbook that is none, or is broken, makes its reader raise.
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    SyntaxError,
    NotImplementedError,
)
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
    encoding = "UTF-8" if marked else options.get("encoding") or _encoding(raw)
    try:
        text = raw.decode("utf-8-sig" if marked else encoding)
    except UnicodeDecodeError as error:
        sample = raw[error.start : error.start + 40].decode(encoding, "replace")
        raise BadFile("undecodable_text", field="encoding", value=encoding, sample=sample) from None
    skipped = options.get("header_row", 1) - 1
    heading = next(islice(text.split("\n", skipped + 1), skipped, None), "")
    delimiter = options.get("delimiter") or max(DELIMITERS, key=heading.count)
    columns = [] if skipped else _even(text, delimiter)
    if columns and columns[-1][0].strip():
        headings, cells = _headings([column[0] for column in columns], 0), [column[1:] for column in columns]
        _check_rows(len(cells[0]))
        return Sheet("CSV", dict(zip(headings, cells, strict=True)), list(range(2, len(cells[0]) + 2)), [], encoding)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise BadFile("bad_csv", reason=str(error)) from None
    return _sheet("CSV", rows[skipped:], skipped, encoding)


def _encoding(raw):
    """The encoding of a whole file; line by line only when it has to be asked for with a sample."""
    plausible = encodings.plausible(raw)
    return plausible[0] if len(plausible) == 1 else encodings.told(raw.split(b"\n"))


def _even(text, delimiter) -> list[list[str]]:
    """The stripped columns, headings first, of a text without quotes and with as many cells in every line, cut at once.

    That is what systems write out, and twice as quick as cell by cell. None of any other text: the csv module reads it.
    """
    text = text.replace("\r\n", "\n").removesuffix("\n")
    if '"' in text or "\r" in text:
        return []
    lines, width = text.split("\n"), text.partition("\n")[0].count(delimiter) + 1
    if delimiter * (width - 1) in lines or max(map(len, lines)) > csv.field_size_limit():
        return []
    # Where each line has as many cells, every line end begins a cell of the first column, but for its heading.
    cells = text.replace("\n", f"{delimiter}\n").split(delimiter)
    first = "".join(cells[::width])
    if len(cells) % width or not first.count("\n") == len(cells) // width - 1 == len(lines) - 1:
        return []
    columns = [first.split("\n"), *(cells[at::width] for at in range(1, width))]
    return columns if lines == text.split() else list(map(_stripped, columns))


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
    except UNREADABLE as error:
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
    headings = _headings(rows[0] if rows else [], skipped)
    width = len(headings)
    _check_rows(len(rows) - 1)
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
    return list(map(_stripped, zip(*whole, strict=True))) or [[] for _ in range(width)]


def _stripped(column: Sequence[str]) -> list[str]:
    joined = "".join(column)
    if joined.split(None, 1) == [joined]:  # without any blank, as most columns are
        return list(column)
    return list(map(str.strip, column))


def _check_rows(count):
    if count > MAX_ROWS:
        raise BadFile("too_many_rows", limit=MAX_ROWS)


def _headings(row: Sequence[str], skipped: int) -> list[str]:
    """The headings in a row, without blank ones at its end; those between are named by their number."""
    if not any(map(str.strip, row)):
        raise BadFile("no_headings", row=skipped + 1)
    headings = [heading.strip() for heading in row]
    while not headings[-1]:
        headings.pop()
    headings = [heading or f"第{number}列" for number, heading in enumerate(headings, 1)]
    if len(headings) > MAX_COLUMNS:
        raise BadFile("too_many_columns", limit=MAX_COLUMNS)
    twice = sorted({heading for heading in headings if headings.count(heading) > 1})
    if twice:
        raise BadFile("heading_twice", value="、".join(twice[:5]))
    return headings
