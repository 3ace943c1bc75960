"""Columns that a reading process hands over come out as they went in, whether few words or many stand in them."""

import numpy

from geo import tables

ROWS = 3_000

COLUMNS = {
    "row": list(range(ROWS)),
    "code": [f"QY{number}" for number in range(ROWS)],
    "status": ["intact", None, "破损"] * (ROWS // 3),
    "net": [True, None, False] * (ROWS // 3),
    "depth": [1, True, 1.0] * (ROWS // 3),
    "late": ["same"] * (ROWS - 1) + [{"not": "a text"}],
}


def test_columns_come_out_as_they_went_in(tmp_path):
    tables.write(tmp_path, COLUMNS | {"lon": numpy.linspace(117, 118, ROWS), "none": []})
    columns = tables.read(tmp_path)
    assert list(columns) == [*COLUMNS, "lon", "none"]
    assert {name: repr(columns[name]) for name in COLUMNS} == {name: repr(values) for name, values in COLUMNS.items()}
    assert columns["lon"] == numpy.linspace(117, 118, ROWS).tolist() and columns["none"] == []


def test_a_process_that_left_nothing_hands_nothing_over(tmp_path):
    assert not tables.read(tmp_path)


def test_a_column_can_be_put_beside_the_others_and_taken_away(tmp_path):
    tables.write(tmp_path, {"code": ["QY1"], "kind": ["雨水"]})
    columns = tables.read(tmp_path)
    columns["code"] = ["QY2"]
    del columns["kind"]
    assert dict(columns) == {"code": ["QY2"]} and len(columns) == 1
