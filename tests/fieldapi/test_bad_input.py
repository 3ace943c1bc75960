"""What can't be read is 400, 413 or 415, and a value of the wrong type 422 at its field; nothing of it is kept.

On SQLite only: all of it is refused before any database is asked.
"""

import json
import time

import pytest

from inspections.drafts import HazardDraft
from tests.case_steps import clue
from tests.people import draft
from tests.refusals import field_of
from tests.steps import outing, wrong

pytestmark = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
PLACE = draft()["location"]


def test_latitude_and_longitude_swapped_are_refused_in_words_that_say_so(refused):
    swapped = draft(location=PLACE | {"lon": 37.775, "lat": 117.385})

    chinese = field_of(refused(swapped, 422))
    english = field_of(refused(swapped, 422, **{"Accept-Language": "en-GB, zh;q=0.5"}))

    assert (chinese["path"], chinese["code"]) == ("location.lat", "lat_lon_swapped")
    assert chinese["message"] == "纬度 117.385 超出 ±90；经纬度可能填反了（lon=37.775）。"
    assert english["message"] == "Latitude 117.385 is beyond ±90; longitude and latitude seem swapped (lon=37.775)."


def test_a_latitude_of_91_is_out_of_range(refused):
    field = field_of(refused(draft(location=PLACE | {"lat": 91}), 422))

    assert (field["path"], field["code"]) == ("location.lat", "lat_out_of_range")


@pytest.mark.parametrize("number", [b"NaN", b"Infinity", b"-Infinity", b"1e999", b"-1e400", b"9" * 5000, b"1" * 31])
def test_a_number_that_is_none_is_not_read(refused, number):
    refused(json.dumps(draft()).encode().replace(b"37.775", number), 400)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "not_json"),
        (b"   ", "not_json"),
        (b"{", "not_json"),
        (b"[]", "object_expected"),
        (b"3", "object_expected"),
        (b"null", "object_expected"),
        (b'"type"', "object_expected"),
        (b'{"type": "a", "type": "b"}', "duplicate_key"),
        (b'{"location": {"lon": 1, "lon": 1}}', "duplicate_key"),
        (b'{"\\ud800": 1, "\\ud800": 2}', "duplicate_key"),
        (b'{"description": "\\ud800"}', "lone_surrogate"),
        (b'{"\\udfff": 1}', "lone_surrogate"),
        (b'{"description": "\xff"}', "not_utf8"),
        (b'{"description": "\xed\xa0\x80"}', "not_utf8"),
        (b"\xef\xbb\xbf{}", "not_utf8"),
        ("{}".encode("utf-16"), "not_utf8"),
        (b'{"description": "\x00"}', "not_json"),
        (b"[" * 50_000, "too_deep"),
        (b'{"a":' * 33, "too_deep"),
        (b'{"a":"' + b'\\"' * 400_000, "not_json"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_what_is_no_strict_json_is_400_and_quickly(refused, body, code):
    begun = time.perf_counter()

    assert refused(body, 400)["code"] == code
    assert time.perf_counter() - begun < 1


def test_thirty_two_levels_are_read(refused):
    assert refused(b'{"a":' * 32 + b"1" + b"}" * 32, 422)["code"] == "invalid_fields"


@pytest.mark.parametrize("content_type", [None, "text/plain", "application/x-www-form-urlencoded", "application/jsonp"])
def test_another_type_of_body_is_415(refused, content_type):
    assert refused(draft(), 415, content_type=content_type)["code"] == "json_expected"


def test_a_compressed_body_is_415(refused):
    assert refused(b"\x1f\x8b", 415, **{"Content-Encoding": "gzip"})["code"] == "encoded_body"


def test_a_body_of_more_than_a_mebibyte_is_413(refused):
    assert refused(draft(description="a" * 2**20), 413)["code"] == "body_too_large"


def test_a_field_that_nobody_knows_is_refused_by_name(refused):
    for name in ("office_id", "status", "number", "position"):
        field = field_of(refused(draft(**{name: "x"}), 422))
        assert (field["path"], field["code"]) == (name, "unknown_field")


def test_what_the_server_writes_is_nobodys_to_change(li):
    written = {"office_id", "recorded_by", "created_at", "number", "seq", "sha256", "role", "state", "receipt"}
    for path, record in (
        ("/hazards", li.record()),
        ("/cases", clue(li)),
        ("/inspections", outing(li, kind="patrol", title="早巡")),
    ):
        path = f"{path}/{record['id']}"
        before = li.get(path)
        refused = li.patch(path, {"version": 1} | dict.fromkeys(written, "x"), status=422)
        assert wrong(refused) >= {(name, "unknown_field") for name in written}
        assert li.get(path) == before


OPTIONAL = {"id", "asset_kind", "place_kind", "severity", "inspection_id", "asset_code"}
LISTS = {"declared_photos"}


@pytest.mark.parametrize("name", HazardDraft.model_fields)
def test_a_value_of_the_wrong_type_is_refused_at_its_field(refused, name):
    wrong = [True, 1, 1.5, ["a"], {}, *([] if name in OPTIONAL else [None]), *([] if name in LISTS else [[]])]
    for value in wrong:
        problem = refused(draft(**{name: value}), 422)
        assert {field["path"].split(".")[0] for field in problem["fields"]} == {name}


def test_what_is_optional_may_be_null(li):
    li.record(**dict.fromkeys(OPTIONAL))


@pytest.mark.parametrize("name", PLACE)
def test_a_value_of_the_wrong_type_is_refused_inside_a_place(refused, name):
    for value in (True, "37", [], {}):
        assert field_of(refused(draft(location=PLACE | {name: value}), 422))["path"] == f"location.{name}"
