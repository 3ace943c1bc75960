"""Sheets: CSV and XLSX as offices keep them, read as texts, and refused with a reason when they can't be."""

import csv
import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import sheets
from geo.errors import BadFile

CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8).map(str.strip)


def read(folder, content, **options):
    file = folder / "file"
    file.write_bytes(content)
    return sheets.read(file, options)


def refused(folder, content, **options):
    with pytest.raises(BadFile) as refusal:
        read(folder, content, **options)
    return refusal.value.code


def book(*rows, titles=("Sheet",)):
    made = openpyxl.Workbook()
    made.active.title = titles[0]
    for row in rows:
        made.active.append(row)
    for title in titles[1:]:
        made.create_sheet(title)
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


@given(st.lists(st.tuples(CELLS, CELLS, CELLS).filter(any), max_size=20), st.sampled_from(["utf-8", "utf-8-sig"]))
def test_what_was_written_is_read(tmp_path_factory, rows, encoding):
    out = io.StringIO()
    csv.writer(out).writerows([("编号", "b", "c"), *rows])
    sheet = read(tmp_path_factory.mktemp("sheet"), out.getvalue().encode(encoding), encoding="UTF-8")

    assert [list(row) for row in zip(*sheet.columns.values(), strict=True)] == [list(row) for row in rows]
    assert sheet.rows == list(range(2, len(rows) + 2))


@pytest.mark.parametrize(
    "rows", ["1, 井 ,\n2,雨水,x\n", "1,井,\r\n2,雨水,x", "1,井,\n,,\n2,雨水,x\n", "1,井\n2,雨水,x\n"]
)
def test_a_file_with_quotes_and_one_without_are_read_alike(tmp_path, rows):
    bare = read(tmp_path, f"编号,名称,注\n{rows}".encode())

    assert bare == read(tmp_path, f'"编号",名称,注\n{rows}'.encode())
    assert list(bare.columns["名称"]) == ["井", "雨水"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030"])
def test_the_encoding_is_told_by_the_bytes(tmp_path, encoding):
    content = "编号,名称\n1,通信井盖在承德小学东门人行道\n".encode(encoding)

    assert read(tmp_path, content).columns["名称"] == ["通信井盖在承德小学东门人行道"]


def test_bytes_that_could_be_both_are_a_question(tmp_path):
    content = b"a\n" + "模".encode("gbk") + b"\n"

    assert refused(tmp_path, content) == "which_encoding"
    assert read(tmp_path, content, encoding="GB18030").columns["a"] == ["模"]
    assert refused(tmp_path, "a\n名".encode("gbk"), encoding="UTF-8") == "undecodable_text"


def test_quotes_line_ends_and_blank_rows(tmp_path):
    sheet = read(tmp_path, b'a,b\r\n"1,5","two\r\nlines"\r\n,\r\n\r\nx,y\r\n')

    assert sheet.columns == {"a": ["1,5", "x"], "b": ["two\r\nlines", "y"]}
    assert sheet.rows == [2, 5]


def test_a_short_row_is_filled_and_a_long_one_is_told(tmp_path):
    sheet = read(tmp_path, b"a,b\n1\n1,2,3\n1,2,\n")

    assert (sheet.columns, sheet.ragged) == ({"a": ["1", "1"], "b": ["", "2"]}, [3])


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "no_headings"),
        (b"\n1,2\n", "no_headings"),
        (b"a,a\n1,2\n", "heading_twice"),
        (b'a,b\n"1,2\n', "bad_csv"),
        (b"a,b\n" + b"x" * 200_000 + b",1\n", "bad_csv"),
        (",".join(f"c{n}" for n in range(301)).encode(), "too_many_columns"),
    ],
)
def test_a_bad_csv_is_refused_with_the_reason(tmp_path, content, code):
    assert refused(tmp_path, content) == code


def test_a_spreadsheets_cells_are_texts(tmp_path):
    content = book(
        ["编号", "日", "时", "数", "空"], [371423010700001, date(2026, 6, 1), datetime(2026, 6, 1, 9), 1.5, None]
    )

    sheet = read(tmp_path, content)

    assert [column[0] for column in sheet.columns.values()] == [
        "371423010700001",
        "2026-06-01",
        "2026-06-01 09:00:00",
        "1.5",
        "",
    ]


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (371423010700120, "371423010700120"),
        (3714230107000123.0, "3714230107000123"),
        (3714230107000120, "3.71423010700012e+15"),  # the sixteenth digit was typed and is gone
        (37142301070001234567, "3.71423010700012e+19"),
        (1e300, "1.00000000000000e+300"),
        (True, "True"),
    ],
)
def test_a_number_that_lost_its_last_digits_does_not_look_whole(tmp_path, number, text):
    assert read(tmp_path, book(["编号"], [number])).columns["编号"] == [text]


def test_of_several_worksheets_one_is_named(tmp_path):
    content = book(["a"], ["1"], titles=("一", "二"))

    assert refused(tmp_path, content) == "which_sheet"
    assert read(tmp_path, content, sheet="一").columns == {"a": ["1"]}


def test_what_only_looks_like_a_spreadsheet_is_refused(tmp_path):
    empty = io.BytesIO()
    with zipfile.ZipFile(empty, "w") as archive:
        archive.writestr("xl/workbook.xml", "<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>")

    assert refused(tmp_path, empty.getvalue()) == "bad_xlsx"
    assert refused(tmp_path, book(["a"])[:-200]) == "bad_xlsx"
