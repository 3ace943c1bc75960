"""Tables of text as offices keep them, CSV and XLSX: columns of stripped texts, and the rows they stand in.

Run in a limited child process. What the file is, its content says; nothing about its encoding is guessed silently.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path

from .errors import BadFile

MAX_ROWS, MAX_COLUMNS = 1_000_000, 300
MAX_UNPACKED_BYTES = 600 * 1024**2
DELIMITERS = ",;\t|"
FEW = 12  # bytes beyond ASCII that say too little to tell UTF-8 from GB 18030: 联通 in GBK is valid UTF-8


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


def read(file: Path, options: Mapping) -> Sheet:
    """Read a sheet; *options* are encoding, delimiter, sheet (name) and header_row. Raises BadFile."""
    with file.open("rb") as content:
        zipped = content.read(2) == b"PK"
    return _xlsx(file, options) if zipped else _csv(file, options)


def is_sheet(file: Path) -> bool:
    """Whether the content is that of a sheet: XLSX, or text that begins neither as JSON nor as XML."""
    with file.open("rb") as content:
        head = content.read(4096)
    if head.startswith(b"PK"):
        return zipfile.is_zipfile(file) and "xl/workbook.xml" in zipfile.ZipFile(file).namelist()
    return b"\0" not in head and not head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith((b"{", b"<"))


def _csv(file, options):
    raw = file.read_bytes()
    encoding = options.get("encoding") or _told(raw)
    try:
        text = raw.decode("utf-8-sig" if encoding == "UTF-8" else encoding)
    except UnicodeDecodeError as error:
        raise BadFile("not_in_encoding", field="encoding", value=encoding, byte=error.start) from None
    skipped = options.get("header_row", 1) - 1
    heading = next(islice(io.StringIO(text), skipped, None), "")
    delimiter = options.get("delimiter") or max(DELIMITERS, key=heading.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise BadFile("bad_csv", reason=str(error)) from None
    return _sheet("CSV", rows[skipped:], skipped, encoding)


def _told(raw):
    """UTF-8 or GB18030, whichever the bytes are; a text so short that it could be both is a question."""
    beyond = len(raw.translate(None, bytes(range(128))))
    is_utf8 = _decodes(raw, "utf-8-sig")
    is_gb = _decodes(raw, "gb18030")
    if not is_utf8 and not is_gb:
        raise BadFile("unknown_encoding", field="encoding")
    if is_utf8 and is_gb and 0 < beyond <= FEW and not raw.startswith(b"\xef\xbb\xbf"):
        raise BadFile("ambiguous_encoding", field="encoding")
    return "UTF-8" if is_utf8 else "GB18030"


def _decodes(raw, encoding):
    try:
        raw.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _xlsx(file, options):
    import openpyxl

    try:
        with zipfile.ZipFile(file) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
        if unpacked > MAX_UNPACKED_BYTES:
            raise BadFile("unpacked_too_large", limit_bytes=MAX_UNPACKED_BYTES)
        book = openpyxl.load_workbook(file, read_only=True, data_only=True)
        names = book.sheetnames
        name = options.get("sheet") or (names[0] if len(names) == 1 else None)
        if name not in names:
            raise BadFile("which_sheet", field="sheet", sheets="、".join(names[:50]))
        page = book[name]
        page.reset_dimensions()  # what a file says of its size is not believed
        skipped = options.get("header_row", 1) - 1
        rows = [[_text(cell) for cell in row] for row in page.iter_rows(min_row=skipped + 1, values_only=True)]
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, OSError, SyntaxError, NotImplementedError) as error:
        raise BadFile("bad_xlsx", reason=str(error)[:200]) from None
    return _sheet("XLSX", rows, skipped, None)


def _text(cell) -> str:
    """A cell as its text: days and instants in ISO 8601, whole numbers without a point."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ", timespec="seconds")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 2**53:
        return str(int(cell))
    return str(cell)


def _sheet(format_, rows, skipped, encoding) -> Sheet:
    if not rows or not any(map(str.strip, rows[0])):
        raise BadFile("no_headings", row=skipped + 1)
    headings = [heading.strip() for heading in rows[0]]
    while headings and not headings[-1]:
        headings.pop()
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
        raise BadFile("heading_twice", value="、".join(twice[:5]) or " ")
